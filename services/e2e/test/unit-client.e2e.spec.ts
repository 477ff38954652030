import { join } from 'node:path';
import { eventually, GitHost } from '@unitfleet/testing';
import { type CreatedRepo, createRepo, type RestCaller, signUp, TestFleet } from '@unitfleet/testing-fleet';
import { RestClient, Settings } from '@unitfleet/unit-client';
import { DeviceMachine } from '../src/unit-client/device-machine';
import { exampleFiles } from '../src/unit-client/device-repository';

jest.setTimeout(300_000);

/** Devices on the TypeScript library, from the first archive on, at a whole instance. */
describe('the device library', () => {
  let fleet: TestFleet;
  let host: GitHost;
  let maker: RestCaller;
  let repo: CreatedRepo;
  let device: DeviceMachine;
  let fan: DeviceMachine;

  beforeAll(async () => {
    const settings = { PU_STATE_SEND_INTERVAL: '2', PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' };
    host = await GitHost.start();
    fleet = await TestFleet.start({ settings });
    maker = fleet.rest(await signUp(fleet.rest(), 'maker'));
  });
  afterAll(async () => {
    await Promise.all([device?.remove(), fan?.remove()]);
    await Promise.all([fleet?.stop(), host?.stop()]);
  });

  const createUnit = async (name: string, { repoUuid }: CreatedRepo): Promise<string> => {
    const json = {
      repo_uuid: repoUuid,
      visibility_level: 'Public',
      name,
      is_auto_update_from_repo_unit: true,
    };
    return (await maker.ok('POST', '/units', { json })).uuid;
  };
  const nodeOf = async (unit: string): Promise<{ uuid: string; state: string | null }> =>
    (await maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit, type: 'Output' } })).unit_nodes[0];
  const command = (unit: string, name: string): Promise<unknown> =>
    maker.ok('POST', `/units/send_command_to_input_base_topic/${unit}`, { query: { command: name } });
  const logOf = async (unit: string): Promise<string[]> =>
    (await maker.ok('GET', '/units/log_list/', { query: { uuid: unit, limit: '500' } })).unit_logs.map(
      ({ text }: { text: string }) => text,
    );
  const runs = (unit: string, commit: string, status?: string): Promise<unknown> =>
    eventually(
      async () => {
        const known = await maker.ok('GET', `/units/${unit}`);
        expect(known).toMatchObject({
          current_commit_version: commit,
          ...(status ? { firmware_update_status: status } : {}),
        });
      },
      { timeoutMs: 120_000, what: `The device's state of ${commit}` },
    );
  /** Pushes a version and has the platform tell its devices. */
  const release = async (tag: string, addition: string): Promise<string> => {
    const files = exampleFiles('updating-device', addition);
    const commit = await repo.repository.commit(files, `Version ${tag}`, { tag });
    await repo.repository.push();
    await maker.ok('PATCH', `/repository_registry/update_local_repository/${repo.registryUuid}`);
    await maker.ok('PATCH', `/repos/update_units_firmware/${repo.repoUuid}`);
    return commit;
  };

  it('brings a device to life from its archive', async () => {
    repo = await createRepo(host, maker, 'updater', exampleFiles('updating-device'));
    const unit = await createUnit('updater-1', repo);
    device = await DeviceMachine.flash(maker, unit);
    device.start('--max-starts', '2');
    await runs(unit, await repo.repository.head());
    const { uuid } = await nodeOf(unit);
    await eventually(async () =>
      expect((await maker.ok('GET', `/unit_nodes/${uuid}`)).state).toMatch(/^2\d\.\d\d$/),
    );
  });

  it('takes a version over that was pushed, and keeps what it has measured', async () => {
    device.write('measured.csv', `kept\n${device.read('measured.csv')}`);
    const commit = await release('v1.1.0', "client.logger.info('the second version');");
    await runs(device.unit, commit, 'Success');
    await eventually(async () => {
      const log = await logOf(device.unit);
      expect(log).toContain('the second version');
      expect(log).toContain(`${commit} is confirmed`);
    });
    expect(device.read('measured.csv')).toMatch(/^kept\n/);
  });

  it('goes back by itself from a version that crashes, and says why', async () => {
    const before = (await maker.ok('GET', `/units/${device.unit}`)).current_commit_version;
    const broken = await release('v1.2.0', "throw new Error('the third version is broken');");
    await eventually(
      async () => {
        const log = await logOf(device.unit);
        expect(log.find((text) => text.startsWith(`Update to ${broken} was taken back`))).toContain(
          'the third version is broken',
        );
      },
      { timeoutMs: 120_000 },
    );
    await runs(device.unit, before);
    expect(device.read('main.js')).toContain('the second version');
    expect(JSON.parse(device.read('env.json')).PU_COMMIT_VERSION).toBe(before);
  });

  it('is repaired by the next version', async () => {
    const commit = await release('v1.3.0', "client.logger.info('the fourth version');");
    await runs(device.unit, commit, 'Success');
    await eventually(async () => expect(await logOf(device.unit)).toContain(`${commit} is confirmed`));
  });

  it('fetches its environment when told so', async () => {
    const env_json_string = JSON.stringify({ GREETING: 'good evening' });
    await maker.ok('PATCH', `/units/env/${device.unit}`, { json: { env_json_string } });
    await command(device.unit, 'EnvUpdate');
    await eventually(() =>
      expect(JSON.parse(device.read('env.json'))).toMatchObject({ GREETING: 'good evening' }),
    );
  });

  it('sends its whole log when told so', async () => {
    const mark = JSON.stringify({
      level: 'Info',
      text: 'only in the file',
      create_datetime: '2024-05-01T00:00:00+00:00',
    });
    // The device reads its log file when it starts.
    await device.stop();
    device.write('log.json', `${mark}\n${device.read('log.json')}`);
    device.start();
    await command(device.unit, 'LogSync');
    await eventually(async () => expect(await logOf(device.unit)).toContain('only in the file'), {
      timeoutMs: 120_000,
    });
  });

  it('comes back after the broker was killed', async () => {
    await fleet.kill('broker');
    await eventually(() => expect(device.read('log.json')).toContain('Offline'));
    const env_json_string = JSON.stringify({ GREETING: 'good morning' });
    await maker.ok('PATCH', `/units/env/${device.unit}`, { json: { env_json_string } });
    await eventually(
      async () => {
        await command(device.unit, 'EnvUpdate');
        await eventually(
          () => expect(JSON.parse(device.read('env.json'))).toMatchObject({ GREETING: 'good morning' }),
          {
            timeoutMs: 3_000,
          },
        );
      },
      { timeoutMs: 120_000 },
    );
  });

  it('answers what a Unit may ask', async () => {
    const settings = new Settings(join(device.folder, 'env.json'));
    const rest = new RestClient(settings);
    const commit = await repo.repository.head();
    await expect(rest.getTargetVersion()).resolves.toEqual({ commit, tag: 'v1.3.0' });
    await expect(rest.getUnit()).resolves.toMatchObject({
      uuid: device.unit,
      current_commit_version: commit,
    });
    await expect(rest.getUnits({ uuids: [device.unit] })).resolves.toMatchObject({ count: 1 });
    const { unit_nodes } = await rest.getUnitNodes({ unit_uuid: device.unit });
    const uuid = unit_nodes[0]?.uuid ?? '';
    await expect(rest.getUnitNode(uuid)).resolves.toMatchObject({ topic_name: 'temperature/pepeunit' });
    await expect(rest.getUnitsByNodes([uuid])).resolves.toMatchObject({ units: [{ uuid: device.unit }] });
    await expect(rest.getInputByOutput(uuid)).resolves.toMatchObject({ count: 0 });
    await expect(rest.getLogs({ level: ['Info'], limit: 1 })).resolves.toMatchObject({
      unit_logs: [{ level: 'Info' }],
    });
    await rest.setStateStorage('{"quoted": "\u00b0C"}');
    await expect(rest.getStateStorage()).resolves.toBe('{"quoted": "\u00b0C"}');
    await rest.sendCommand('SchemaUpdate');
    await rest.downloadFirmware('zip', join(device.folder, 'firmware.zip'));
    expect(device.read('firmware.zip').slice(0, 2)).toBe('PK');
    await rest.downloadFirmware('tar', join(device.folder, 'firmware.tar'));
    // An Output is nobody's Input.
    await expect(rest.setInputState(uuid, '1')).rejects.toMatchObject({ name: 'RestError', code: 'rest' });
  });

  it('hears what is linked to its Input, and what the platform sets', async () => {
    const fans = await createRepo(host, maker, 'ventilator', exampleFiles('actuator'));
    const unit = await createUnit('fan-1', fans);
    fan = await DeviceMachine.flash(maker, unit);
    fan.start();
    await runs(unit, await fans.repository.head());
    const input = (await maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit, type: 'Input' } }))
      .unit_nodes[0];
    await maker.ok('PATCH', `/unit_nodes/set_state_input/${input.uuid}`, { json: { state: '40' } });
    await eventually(async () => expect(await logOf(unit)).toContain('The fan turns at 40 %'));
    await eventually(async () => {
      expect(await maker.ok('GET', `/units/get_state_storage/${unit}`)).toBe('{"speed":40}');
    });
    const output = await nodeOf(device.unit);
    const json = { node_output_uuid: output.uuid, node_input_uuid: input.uuid };
    await maker.ok('POST', '/unit_nodes/create_unit_node_edge', { json });
    await eventually(async () => expect((await logOf(unit)).join()).toMatch(/The fan turns at 2\d\.\d+ %/), {
      timeoutMs: 120_000,
    });
  });
});
