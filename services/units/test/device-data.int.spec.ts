import {
  getUnit,
  getUnitEnv,
  getUnitSchema,
  getUnitStateStorage,
  sendUnitCommand,
  setUnitEnv,
  setUnitStateStorage,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

const kinds = (rig: UnitsRig, unit: UnitView) =>
  rig.commands(unit).map(({ payload }) => (JSON.parse(payload) as { COMMAND: string }).COMMAND);

describe('what is kept for and heard of devices', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let unit: UnitView;
  const read = () => rig.ask(maker, getUnit, { uuid: unit.uuid });

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    fleet.push(repo, version([], []), 'v1');
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    unit = await rig.create(maker, repo);
  });

  it('state storage is counted in characters, kept unreadable, and cleared by an empty text', async () => {
    const { uuid } = unit;
    const agent = asUnit(unit);
    const largest = '😀'.repeat(1_000_000);
    await rig.ask(agent, setUnitStateStorage, { uuid, state: largest });
    expect((await rig.ask(agent, getUnitStateStorage, { uuid })).state === largest).toBe(true);
    await expect(rig.ask(agent, setUnitStateStorage, { uuid, state: `${largest}x` })).rejects.toThrow(
      /^422: 12: Cipher Error/,
    );
    await rig.ask(agent, setUnitStateStorage, { uuid, state: '"secret" and \u0000' });
    expect((await rig.ask(maker, getUnitStateStorage, { uuid })).state).toBe('"secret" and \u0000');
    const [row] = await rig.query<{ cipher_state_storage: string }>(
      'select cipher_state_storage from units where uuid = $1',
      [uuid],
    );
    expect(row?.cipher_state_storage).toMatch(/^[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]+=*$/);
    await rig.ask(agent, setUnitStateStorage, { uuid, state: '' });
    expect((await rig.ask(agent, getUnitStateStorage, { uuid })).state).toBe('');
  });

  it('an env that is too long changes nothing, and one that is kept is unreadable', async () => {
    const { uuid } = unit;
    const before = (await rig.ask(maker, getUnitEnv, { uuid })).env;
    const envJson = JSON.stringify({ INTERVAL: 'x'.repeat(1_000_000) });
    await expect(rig.ask(maker, setUnitEnv, { uuid, envJson })).rejects.toThrow(/^422: 12: Cipher Error/);
    expect((await rig.ask(maker, getUnitEnv, { uuid })).env).toEqual(before);
    await rig.ask(maker, setUnitEnv, { uuid, envJson: '{"INTERVAL":"secret"}' });
    expect((await rig.ask(maker, getUnitEnv, { uuid })).env).toEqual({ ...before, INTERVAL: 'secret' });
    const [row] = await rig.query<{ cipher_env: string }>('select cipher_env from units where uuid = $1', [
      uuid,
    ]);
    expect(row?.cipher_env).toMatch(/^[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]+=*$/);
  });

  it('a log says that the device is there', async () => {
    const before = (await read()).lastUpdateDatetime;
    rig.advanceClock(60_000);
    await rig.sendLog(unit);
    await eventually(async () =>
      expect((await read()).lastUpdateDatetime.getTime()).toBeGreaterThanOrEqual(before.getTime() + 60_000),
    );
  });

  it('a device that comes and goes is heard at each coming, and nothing else of it is kept too often', async () => {
    for (let coming = 1; coming <= 3; coming += 1) {
      await rig.connect(unit, [], `client-${coming}`);
      await eventually(async () =>
        expect(
          await rig.query('select 1 from device_connections where unit_uuid = $1', [unit.uuid]),
        ).toHaveLength(coming),
      );
      rig.advanceClock(1_000);
      await rig.sendState(unit, { mem_free: coming, pu_commit_version: 'a' });
      await eventually(async () => expect((await read()).unitState?.memFree).toBe(coming));
    }
    const at = rig.now().getTime();
    await rig.sendState(unit, { mem_free: 4, pu_commit_version: 'a' }, new Date(at + 1));
    await rig.sendState(unit, { mem_free: 5, pu_commit_version: 'b' }, new Date(at + 2));
    await eventually(async () => expect((await read()).unitState?.memFree).toBe(5));
    const [row] = await rig.query<{ version: number }>('select version from units where uuid = $1', [
      unit.uuid,
    ]);
    await rig.sendState(unit, { mem_free: 6, pu_commit_version: 'b' }, new Date(at + 3));
    await rig.sendState(unit, { mem_free: 7, pu_commit_version: 'c' }, new Date(at + 4));
    await eventually(async () => expect((await read()).unitState?.memFree).toBe(7));
    const [after] = await rig.query<{ version: number }>('select version from units where uuid = $1', [
      unit.uuid,
    ]);
    expect((after?.version ?? 0) - (row?.version ?? 0)).toBe(1);
  });

  it('an Update that waits for a device says so, and goes on when it comes', async () => {
    await rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command: 'Update' });
    expect(await read()).toMatchObject({ firmwareUpdateStatus: 'RequestSent' });
    rig.advanceClock(121_000);
    await eventually(async () =>
      expect(await read()).toMatchObject({
        firmwareUpdateStatus: 'Error',
        firmwareUpdateError: expect.stringMatching(/^422: 11: Update Error: the device is not connected/),
        lastFirmwareUpdateDatetime: null,
      }),
    );
    await rig.connect(unit);
    await eventually(() => expect(kinds(rig, unit)).toEqual(['Update']));
    await eventually(async () =>
      expect(await read()).toMatchObject({ firmwareUpdateStatus: 'RequestSent', firmwareUpdateError: null }),
    );
  });
});

describe('Units of compiled Repos', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let unit: UnitView;
  const send = (command: 'Update' | 'EnvUpdate' | 'SchemaUpdate' | 'LogSync') =>
    rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command });
  const sent = (...expected: string[]) =>
    eventually(() => {
      rig.advanceClock(1_000);
      expect(kinds(rig, unit)).toEqual(expected);
    });
  /** How Go connects: under an id that it makes up when it starts. */
  const connect = async (clientId: string) => {
    rig.advanceClock(5_000);
    await rig.disconnect(unit, 'first');
    await rig.connect(unit, undefined, clientId);
  };

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    repo = fleet.addRepo({
      isCompilableRepo: true,
      releasesData: JSON.stringify({ v1: [['linux', 'https://assets/linux']] }),
    });
    fleet.push(repo, version(['in'], []), 'v1');
    unit = await rig.create(maker, repo, { targetFirmwarePlatform: 'linux' });
    await rig.connect(unit, undefined, 'first');
  });

  it('fetch env and schema after the restart that an Update ends in', async () => {
    await send('Update');
    await sent('Update');
    await connect('second');
    await sent('Update', 'EnvUpdate');
    await rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid });
    await sent('Update', 'EnvUpdate', 'SchemaUpdate');
    await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
  });

  it('have not restarted when they come as the same client: the Update is sent again', async () => {
    await send('Update');
    await sent('Update');
    await connect('first');
    await sent('Update', 'Update');
  });

  it('take no command while their release has nothing for them', async () => {
    fleet.push(repo, version([], []), 'v2');
    for (const command of ['Update', 'EnvUpdate', 'SchemaUpdate', 'LogSync'] as const)
      await expect(send(command)).rejects.toThrow('422: 5: Git Repo Validation Error');
    expect(kinds(rig, unit)).toEqual([]);
  });
});
