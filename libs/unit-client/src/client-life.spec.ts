import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { MqttClient } from './mqtt-client';
import { PepeunitClient } from './pepeunit-client';
import type { PepeunitClientOptions } from './pepeunit-client.options';
import { ReconnectPause } from './reconnect-pause';
import type { RestClient } from './rest-client';
import { Settings } from './settings';
import {
  COMMIT,
  DeviceFolder,
  ENV,
  LINKED_OUTPUT,
  OWN_INPUT,
  SCHEMA,
  UNIT,
  makeDeviceFolder,
} from './testing/device-folder';
import { quickDisk } from './testing/killable-disk';
import { makeTar, toTgz } from './testing/make-archive';
import { TinyBroker } from './testing/tiny-broker';
import { until } from './testing/until';
import { VersionStore } from './update/version-store';

const NEXT = 'ffffffffffffffffffffffffffffffffffffffff';
const command = (name: string): string => `example.com/input_base_topic/${UNIT}/${name}/pepeunit`;
const STATE = `example.com/output_base_topic/${UNIT}/state/pepeunit`;
const LOG = `example.com/output_base_topic/${UNIT}/log/pepeunit`;

describe('the life of a device', () => {
  let broker: TinyBroker;
  let device: DeviceFolder;
  let client: PepeunitClient;
  let exits: number[];
  let running: Promise<void> | undefined;
  beforeEach(async () => {
    broker = new TinyBroker();
    device = makeDeviceFolder({ PU_MQTT_PORT: await broker.listen() });
    exits = [];
    running = undefined;
  });
  afterEach(async () => {
    await client.stop();
    await running;
    await broker.close();
    device.remove();
  });

  const make = (options: Partial<PepeunitClientOptions> = {}): PepeunitClient => {
    const mqttClient = new MqttClient(new Settings(device.envFilePath), {
      reconnectPause: new ReconnectPause({ firstMs: 1, longestMs: 5 }),
    });
    client = new PepeunitClient({
      ...device,
      cycleSpeedMs: 1,
      mqttClient,
      supervisorExitCode: 75,
      processControl: { spawnSuccessor: () => undefined, exit: (code) => void exits.push(code) },
      ...options,
    });
    return client;
  };
  const run = (): void => {
    running = client.run({ handleSignals: false });
  };
  const texts = (): string[] =>
    broker.published
      .filter(({ topic }) => topic === LOG)
      .flatMap(({ payload }) => JSON.parse(payload.toString()))
      .map(({ text }: { text: string }) => text);
  const states = (): { pu_commit_version: string }[] =>
    broker.published
      .filter(({ topic }) => topic === STATE)
      .map(({ payload }) => JSON.parse(payload.toString()));
  /** An archive of the next version, served to the client in place of a download. */
  const archiveOf = async (files: { name: string; data: string }[] = []): Promise<RestClient> => {
    const env = { ...JSON.parse(readFileSync(device.envFilePath, 'utf8')), PU_COMMIT_VERSION: NEXT };
    const tar = await makeTar([
      { name: './env.json', data: JSON.stringify(env) },
      { name: './schema.json', data: JSON.stringify(SCHEMA) },
      ...files,
    ]);
    return {
      downloadUpdate: async (path: string) => writeFileSync(path, toTgz(tar)),
      downloadAsset: async (_: string, path: string) => writeFileSync(path, 'compiled'),
    } as unknown as RestClient;
  };
  const sendUpdate = (more: object = {}): void =>
    broker.send(command('update'), JSON.stringify({ COMMAND: 'Update', PU_COMMIT_VERSION: NEXT, ...more }));

  it('connects, subscribes, tells its state and hands over Inputs by name', async () => {
    make();
    const got: string[] = [];
    client.onInput('temperature/pepeunit', (value, { topic }) => void got.push(`${topic} ${value}`));
    run();
    await until(() => states().length > 0);
    broker.send(`example.com/${LINKED_OUTPUT}`, '21.5');
    broker.send(`example.com/${OWN_INPUT}/pepeunit`, '22');
    await until(() => got.length === 2);
    expect(got).toEqual([`example.com/${LINKED_OUTPUT} 21.5`, `example.com/${OWN_INPUT}/pepeunit 22`]);
    await client.publish('fan_speed/pepeunit', { speed: 3 });
    expect(broker.published.at(-1)?.payload.toString()).toBe('{"speed":3}');
  });

  it('hands over base inputs by name too, commands after their effect', async () => {
    make();
    const got: string[] = [];
    client.on('command', ({ name }) => got.push(`done ${name}`));
    const forget = client.onInput(
      'log_sync/pepeunit',
      (payload, { names }) => void got.push(`${names.join()} ${payload}`),
    );
    run();
    await until(() => states().length > 0);
    broker.send(command('log_sync'), '{}');
    await until(() => got.length === 2);
    expect(got).toEqual(['done log_sync/pepeunit', 'log_sync/pepeunit {}']);
    forget();
    broker.send(command('log_sync'), '{}');
    await until(() => got.length === 3);
  });

  it('subscribes again, tells its state and sends the log that gathered after each reconnect', async () => {
    make();
    const heard: string[] = [];
    client.on('connect', ({ reconnected }) => heard.push(`connect ${reconnected}`));
    client.on('disconnect', () => {
      heard.push('disconnect');
      client.logger.info('alone');
    });
    run();
    await until(() => states().length === 1);
    for (let round = 1; round <= 2; round += 1) {
      const before = broker.subscribed.length;
      broker.dropAll();
      await until(() => states().length === 1 + round);
      expect(broker.subscribed.slice(before)).toEqual(client.schema.subscriptions());
      await until(() => texts().filter((text) => text === 'alone').length === round);
    }
    expect(heard).toEqual(['connect false', 'disconnect', 'connect true', 'disconnect', 'connect true']);
  });

  it('a listener that throws harms nobody', async () => {
    make();
    client.on('connect', () => {
      throw new Error('bad listener');
    });
    client.on('state', (async () => Promise.reject(new Error('worse listener'))) as never);
    client.onInput('temperature/pepeunit', () => {
      throw new Error('bad input');
    });
    run();
    await until(() => states().length > 0);
    broker.send(`example.com/${LINKED_OUTPUT}`, 'x');
    await until(() => texts().some((text) => text.includes('bad input')));
    expect(texts().join()).toMatch(/bad listener[^]*worse listener/);
  });

  it('waits for a broker that is not there yet, and stops while it waits', async () => {
    broker.connackCode = 3;
    make();
    run();
    const reasons = new Set<string>();
    client.on('failure', ({ reason }) => reasons.add(reason));
    await until(() => broker.connects.length > 3);
    await client.stop();
    await running;
    expect([...reasons].join()).toMatch(/unavailable/i);
    expect(client.logger.getFullLog().filter(({ text }) => text.startsWith('No connection'))).toHaveLength(
      reasons.size,
    );
  });

  it('ends in good order on a signal', async () => {
    make();
    const ended = client.run();
    await until(() => states().length > 0);
    process.emit('SIGTERM');
    await ended;
    await until(() => exits.length === 1);
    expect(exits).toEqual([0]);
  });

  describe('a new version', () => {
    const install = async (options: Partial<PepeunitClientOptions> = {}): Promise<void> => {
      make({ restClient: await archiveOf(), ...options });
      run();
      await until(() => states().length === 1);
      sendUpdate();
      await until(() => exits.length === 1);
      await running;
    };

    it('is confirmed once its state is acknowledged and it goes on', async () => {
      await install();
      const stages: string[] = [];
      make({ update: { healthyAfterMs: 1 } });
      client.on('update', ({ stage, version }) => stages.push(`${stage} ${version}`));
      run();
      await until(() => stages.length > 0);
      expect(stages).toEqual([`confirmed ${NEXT}`]);
      expect(states().at(-1)?.pu_commit_version).toBe(NEXT);
      expect(new VersionStore(device.path, quickDisk).trial).toBeUndefined();
    });

    it('takes itself back after too many starts, and the version before says so', async () => {
      await install();
      for (let start = 0; start < 3; start += 1) make({ enableMqtt: false, mqttClient: undefined });
      expect(() => make()).toThrow('has to be started anew');
      expect(exits).toEqual([75, 75]);
      make();
      const stages: string[] = [];
      client.on('update', ({ stage }) => stages.push(stage));
      run();
      await until(() => texts().some((text) => text.includes('taken back')));
      expect(texts().join()).toContain(`Update to ${NEXT} was taken back: it ended 3 times`);
      expect(stages).toEqual(['taken-back']);
      expect(client.settings.PU_COMMIT_VERSION).toBe(COMMIT);
    });

    describe('under a launcher', () => {
      // A test's process may have a channel to Jest, which is no launcher and need not be heard of.
      let channel: jest.ReplaceProperty<boolean>;
      beforeEach(() => (channel = jest.replaceProperty(process, 'connected', false)));
      afterEach(() => {
        channel.restore();
        delete process.env.UNIT_LAUNCHER;
        delete process.env.UNIT_LAUNCHER_FOLDER;
      });

      it('leaves the counting to it, and restarts by its code', async () => {
        process.env.UNIT_LAUNCHER = '70';
        process.env.UNIT_LAUNCHER_FOLDER = device.path;
        await install({ supervisorExitCode: undefined, restartMode: 'restart_popen' });
        expect(exits).toEqual([70]);
        for (let start = 0; start < 5; start += 1) make({ enableMqtt: false, mqttClient: undefined });
        expect(new VersionStore(device.path, quickDisk).trial).toMatchObject({ starts: 0 });
      });

      it('watches itself where the launcher watches another folder', async () => {
        process.env.UNIT_LAUNCHER = '70';
        process.env.UNIT_LAUNCHER_FOLDER = `${device.path}/dist`;
        await install();
        make({ enableMqtt: false, mqttClient: undefined });
        expect(new VersionStore(device.path, quickDisk).trial).toMatchObject({ starts: 1 });
      });
    });

    it('is not blamed for being ended on purpose', async () => {
      await install();
      for (let start = 0; start < 5; start += 1) {
        make({ enableMqtt: false, mqttClient: undefined });
        await client.stop();
      }
      expect(new VersionStore(device.path, quickDisk).trial).toMatchObject({ to: NEXT, starts: 0 });
    });

    it('takes itself back when it does not confirm in time', async () => {
      await install();
      broker.acknowledges = false;
      make({ update: { confirmWithinMs: 30 } });
      await until(() => exits.length === 2);
      expect(JSON.parse(readFileSync(device.envFilePath, 'utf8')).PU_COMMIT_VERSION).toBe(COMMIT);
    });

    it('is not tried again at once after it failed', async () => {
      await install();
      new VersionStore(device.path, quickDisk).revert('it burnt');
      make({ restClient: await archiveOf() });
      const heard: unknown[] = [];
      client.on('update', (progress) => progress.stage === 'taken-back' || heard.push(progress));
      run();
      await until(() => states().length === 2);
      sendUpdate();
      await until(() => heard.length > 0);
      expect(heard).toEqual([
        { stage: 'put-off', version: NEXT, reason: expect.stringContaining('it burnt') },
      ]);
      expect(client.settings.PU_COMMIT_VERSION).toBe(COMMIT);
    });

    it('is confirmed by the program alone where that is asked for', async () => {
      await install();
      make({ update: { confirmation: 'manual', healthyAfterMs: 0 } });
      run();
      await until(() => states().length === 2);
      expect(new VersionStore(device.path, quickDisk).trial?.to).toBe(NEXT);
      client.confirmUpdate();
      expect(new VersionStore(device.path, quickDisk).trial).toBeUndefined();
    });

    it('of a compiled release brings its program from the asset', async () => {
      make({ restClient: await archiveOf(), update: { compiledProgram: 'bin/program' } });
      run();
      await until(() => states().length === 1);
      sendUpdate({ COMPILED_FIRMWARE_LINK: 'https://example.com/asset' });
      await until(() => exits.length === 1);
      expect(readFileSync(device.file('bin/program'), 'utf8')).toBe('compiled');
    });

    it('of a compiled release is refused where nothing says which file that is', async () => {
      make({ restClient: await archiveOf() });
      run();
      await until(() => states().length === 1);
      sendUpdate({ COMPILED_FIRMWARE_LINK: 'https://example.com/asset' });
      await until(() => texts().some((text) => text.includes('compiled program')));
      expect(existsSync(device.file('.unit-update'))).toBe(false);
    });

    it('leaves the log of the device alone', async () => {
      make({ restClient: await archiveOf([{ name: './log.json', data: 'from the repository' }]) });
      run();
      await until(() => states().length === 1);
      sendUpdate();
      await until(() => exits.length === 1);
      expect(readFileSync(device.logFilePath, 'utf8')).toContain('Update to');
      expect(ENV.PU_COMMIT_VERSION).toBe(COMMIT);
    });

    it('in no_restart is not confirmed by the version before it, and gives way to the next', async () => {
      make({ restClient: await archiveOf(), restartMode: 'no_restart', update: { healthyAfterMs: 0 } });
      run();
      await until(() => states().length === 1);
      const installed = (): Promise<void> =>
        until(() => new VersionStore(device.path, quickDisk).trial !== undefined);
      sendUpdate();
      await installed();
      const first = new VersionStore(device.path, quickDisk).trial?.id;
      broker.dropAll();
      await until(() => states().length === 2);
      expect(new VersionStore(device.path, quickDisk).trial?.id).toBe(first);
      sendUpdate();
      await until(() => ![undefined, first].includes(new VersionStore(device.path, quickDisk).trial?.id));
      expect(new VersionStore(device.path, quickDisk).failure).toBeUndefined();
    });
  });
});
