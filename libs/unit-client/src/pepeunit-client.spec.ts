import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { MqttPort } from './mqtt-port';
import { PepeunitClient } from './pepeunit-client';
import type { PepeunitClientOptions } from './pepeunit-client.options';
import type { RestClient } from './rest-client';
import {
  COMMIT,
  DeviceFolder,
  ENV,
  LINKED_OUTPUT,
  OWN_INPUT,
  OWN_OUTPUT,
  SCHEMA,
  UNIT,
  makeDeviceFolder,
} from './testing/device-folder';
import { makeTar, toTgz } from './testing/make-archive';

const NEXT = 'ffffffffffffffffffffffffffffffffffffffff';
const command = (name: string): string => `example.com/input_base_topic/${UNIT}/${name}/pepeunit`;
const report = (name: string): string => `example.com/output_base_topic/${UNIT}/${name}/pepeunit`;

class FakeMqtt extends EventEmitter implements MqttPort {
  connected = true;
  readonly published: { topic: string; payload: string }[] = [];
  readonly subscribed: string[] = [];
  readonly unsubscribed: string[] = [];
  receive: (topic: string, bytes: Buffer) => void = () => undefined;
  connect = async (): Promise<void> => undefined;
  disconnect = async (): Promise<void> => {
    this.connected = false;
  };
  subscribeTopics = async (topics: readonly string[]): Promise<string[]> => {
    this.subscribed.push(...topics);
    return [];
  };
  unsubscribeTopics = async (topics: readonly string[]): Promise<void> => {
    this.unsubscribed.push(...topics);
  };
  publish = async (topic: string, payload: string | Buffer): Promise<void> => {
    this.published.push({ topic, payload: payload.toString() });
    this.emit('published');
  };
  setInputHandler = (handler: (topic: string, bytes: Buffer) => void): void => {
    this.receive = handler;
  };
  on_ = (topic: string): string[] =>
    this.published.filter((item) => item.topic === topic).map((i) => i.payload);
}

describe('PepeunitClient', () => {
  let device: DeviceFolder;
  let mqtt: FakeMqtt;
  let rest: { getEnv: jest.Mock; getSchema: jest.Mock; downloadUpdate: jest.Mock };
  let processControl: { spawnSuccessor: jest.Mock; exit: jest.Mock };
  let archive: Buffer;
  let client: PepeunitClient;

  beforeEach(async () => {
    device = makeDeviceFolder();
    mqtt = new FakeMqtt();
    archive = toTgz(
      await makeTar([
        { name: './', type: 'directory' },
        { name: './env.json', data: JSON.stringify({ ...ENV, PU_COMMIT_VERSION: NEXT }) },
        { name: './schema.json', data: JSON.stringify(SCHEMA) },
        { name: './lib/', type: 'directory' },
        { name: './lib/main.js', data: 'new program' },
      ]),
    );
    rest = {
      getEnv: jest.fn(async () => ({ ...ENV, ROOM: 'hall', PU_COMMIT_VERSION: NEXT })),
      getSchema: jest.fn(async () => SCHEMA),
      downloadUpdate: jest.fn(async (path: string) => writeFileSync(path, archive)),
    };
    processControl = { spawnSuccessor: jest.fn(), exit: jest.fn() };
    client = make();
  });
  afterEach(() => device.remove());

  const make = (options: Partial<PepeunitClientOptions> = {}): PepeunitClient =>
    new PepeunitClient({
      ...device,
      cycleSpeedMs: 1,
      mqttClient: mqtt,
      restClient: rest as unknown as RestClient,
      processControl,
      supervisorExitCode: 75,
      ...options,
    });

  /** Delivers messages and resolves once the last has been handled. */
  const deliver = async (...messages: [string, unknown][]): Promise<void> => {
    const handled = new Promise<void>((resolve) => {
      let left = messages.length;
      client.setMqttInputHandler(() => ((left -= 1) === 0 ? resolve() : undefined));
    });
    for (const [topic, payload] of messages) mqtt.receive(topic, Buffer.from(JSON.stringify(payload)));
    await handled;
  };
  const update = (version: string): [string, unknown] => [
    command('update'),
    { COMMAND: 'Update', PU_COMMIT_VERSION: version },
  ];
  const logged = (): string[] => client.logger.getFullLog().map(({ text }) => text);
  const envFile = (): Record<string, unknown> => JSON.parse(readFileSync(device.envFilePath, 'utf8'));

  describe('Update', () => {
    it('installs the archive and leaves the restart to the supervisor', async () => {
      await deliver(update(NEXT));
      expect(readFileSync(device.file('lib/main.js'), 'utf8')).toBe('new program');
      expect(envFile().PU_COMMIT_VERSION).toBe(NEXT);
      expect(mqtt.connected).toBe(false);
      expect(processControl.exit.mock.calls).toEqual([[75]]);
      expect(readdirSync(device.path).filter((name) => name.startsWith('.update'))).toEqual([]);
    });

    it('starts its successor itself where nobody supervises, and with restart_popen', async () => {
      client = make({ supervisorExitCode: undefined });
      await deliver(update(NEXT));
      client = make({ restartMode: 'restart_popen' });
      await deliver(update('another'));
      expect(processControl.spawnSuccessor).toHaveBeenCalledTimes(2);
      expect(processControl.exit.mock.calls).toEqual([[0], [0]]);
    });

    it('is skipped when the version runs already, unless the check is off', async () => {
      await deliver(update(COMMIT));
      expect(rest.downloadUpdate).not.toHaveBeenCalled();
      client = make({ versionCheckEnabled: false });
      await deliver(update(COMMIT));
      expect(rest.downloadUpdate).toHaveBeenCalledTimes(1);
    });

    it('goes to the custom handler instead', async () => {
      const custom = jest.fn();
      client.setCustomUpdateHandler(custom);
      await deliver(update(COMMIT), update(NEXT));
      expect(custom.mock.calls).toEqual([[client, { COMMAND: 'Update', PU_COMMIT_VERSION: NEXT }]]);
      expect(rest.downloadUpdate).not.toHaveBeenCalled();
    });

    it('env_schema_only takes the two documents and goes on', async () => {
      client = make({ restartMode: 'env_schema_only' });
      await deliver(update(NEXT));
      expect(existsSync(device.file('lib'))).toBe(false);
      expect(client.settings.PU_COMMIT_VERSION).toBe(NEXT);
      expect(mqtt.subscribed).toContain(command('update'));
      expect(processControl.exit).not.toHaveBeenCalled();
    });

    it('no_restart puts the files in place and goes on as the old version', async () => {
      client = make({ restartMode: 'no_restart' });
      await deliver(update(NEXT));
      expect(existsSync(device.file('lib/main.js'))).toBe(true);
      expect(client.getSystemState().pu_commit_version).toBe(COMMIT);
      expect(processControl.exit).not.toHaveBeenCalled();
    });

    it('changes nothing when the archive is damaged or the download fails', async () => {
      archive = archive.subarray(0, archive.length - 30);
      await deliver(update(NEXT));
      rest.downloadUpdate.mockRejectedValueOnce(new Error('no answer'));
      await deliver(update(NEXT));
      expect(envFile().PU_COMMIT_VERSION).toBe(COMMIT);
      expect(readdirSync(device.path).sort()).toEqual(['env.json', 'log.json', 'schema.json']);
      expect(logged()).toContainEqual(expect.stringContaining('update/pepeunit: no answer'));
      expect(processControl.exit).not.toHaveBeenCalled();
    });

    it('reports the old version as long as not all files are in place', async () => {
      writeFileSync(device.file('lib'), 'a file where the new version has a folder');
      await deliver(update(NEXT));
      expect(envFile().PU_COMMIT_VERSION).toBe(COMMIT);
      expect(processControl.exit).not.toHaveBeenCalled();
    });

    it('is over before the next command begins', async () => {
      const order: string[] = [];
      rest.downloadUpdate.mockImplementation(async (path: string) => {
        order.push('download begins');
        await new Promise((resolve) => setImmediate(resolve));
        writeFileSync(path, archive);
        order.push('download ends');
      });
      rest.getEnv.mockImplementation(async () => {
        order.push('env');
        return ENV;
      });
      client = make({ restartMode: 'no_restart' });
      await deliver(update(NEXT), [command('env_update'), {}]);
      expect(order).toEqual(['download begins', 'download ends', 'env']);
    });
  });

  it('EnvUpdate brings new values and leaves the version of the program', async () => {
    await deliver([command('env_update'), { COMMAND: 'EnvUpdate' }]);
    expect(client.settings.getString('ROOM')).toBe('hall');
    expect(envFile()).toMatchObject({ ROOM: 'hall', PU_COMMIT_VERSION: COMMIT });
  });

  it('SchemaUpdate subscribes what is new and lets go what is gone', async () => {
    rest.getSchema.mockResolvedValue({
      ...SCHEMA,
      input_topic: { 'temperature/pepeunit': [`example.com/${OWN_INPUT}/pepeunit`, 'example.com/new'] },
    });
    await deliver([command('schema_update'), { COMMAND: 'SchemaUpdate' }]);
    expect(mqtt.subscribed).toContain('example.com/new');
    expect(mqtt.unsubscribed).toEqual([`example.com/${LINKED_OUTPUT}`]);
    expect(
      JSON.parse(readFileSync(device.schemaFilePath, 'utf8')).input_topic['temperature/pepeunit'][1],
    ).toBe('example.com/new');
  });

  it('LogSync sends the whole log as one array', async () => {
    client.logger.info('one', true);
    client.logger.info('two', true);
    await deliver([command('log_sync'), { COMMAND: 'LogSync' }]);
    const [array] = mqtt.on_(report('log'));
    expect(JSON.parse(array ?? '').map((entry: { text: string }) => entry.text)).toEqual(['one', 'two']);
  });

  it('hands every message to the input handler, commands after their effect, in order', async () => {
    const seen: string[] = [];
    const done = new Promise<void>((resolve) => {
      client.setMqttInputHandler((_, { topic, payload }) => {
        seen.push(`${topic} ${payload}`);
        if (payload === '3') resolve();
        if (payload === '1') throw new Error('bad value');
      });
    });
    for (const value of ['1', '2', '3']) mqtt.receive(`example.com/${LINKED_OUTPUT}`, Buffer.from(value));
    await done;
    expect(seen.map((line) => line.split(' ')[1])).toEqual(['1', '2', '3']);
    expect(logged()).toContain('bad value');
  });

  it('sends its state at once and calls the output handler until stopped', async () => {
    let cycles = 0;
    client.setOutputHandler(async (self) => {
      cycles += 1;
      await self.publishToTopics('fan_speed/pepeunit', String(cycles));
      if (cycles === 1) throw new Error('flaky sensor');
      if (cycles === 3) self.stopMainCycle();
    });
    await client.runMainCycle();
    expect(mqtt.on_(`example.com/${OWN_OUTPUT}/pepeunit`)).toEqual(['1', '2', '3']);
    expect(mqtt.on_(report('state')).map((state) => JSON.parse(state))).toEqual([
      {
        millis: expect.any(Number),
        mem_free: expect.any(Number),
        mem_alloc: expect.any(Number),
        freq: expect.any(Number),
        pu_commit_version: COMMIT,
      },
    ]);
    expect(logged()).toContain('Output handler: flaky sensor');
  });

  it('repeats its state each interval, and sends it late rather than never', async () => {
    device.remove();
    device = makeDeviceFolder({ PU_STATE_SEND_INTERVAL: 0 });
    mqtt.connected = false;
    client = make();
    const cycle = client.runMainCycle();
    mqtt.connected = true;
    while (mqtt.on_(report('state')).length < 3) await once(mqtt, 'published');
    client.stopMainCycle();
    await cycle;
  });

  it('does not know topics that the schema does not list', async () => {
    await expect(client.publishToTopics('unknown', 'x')).rejects.toThrow('unknown');
    await client.publishToTopics('state/pepeunit', '{}');
    expect(mqtt.on_(report('state'))).toEqual(['{}']);
  });

  it('works without MQTT', async () => {
    client = make({ enableMqtt: false, mqttClient: undefined });
    expect(client.mqttClient).toBeUndefined();
    client.logger.info('alone');
    await expect(client.subscribeAllSchemaTopics()).rejects.toThrow('MQTT is not enabled');
  });
});
