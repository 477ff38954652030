import {
  getUnit,
  getUnitEnv,
  getUnitSchema,
  sendUnitCommand,
  unitLogsReplaced,
  unitUpdateFinished,
  updateUnit,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

const kinds = (rig: UnitsRig, unit: UnitView) =>
  rig.commands(unit).map(({ payload }) => (JSON.parse(payload) as { COMMAND: string }).COMMAND);

describe('commands to devices', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let commit: string;
  let unit: UnitView;

  const send = (command: 'Update' | 'EnvUpdate' | 'SchemaUpdate' | 'LogSync', to = unit) =>
    rig.ask(maker, sendUnitCommand, { uuid: to.uuid, command });
  const status = async () => {
    const { firmwareUpdateStatus, firmwareUpdateError } = await rig.ask(maker, getUnit, { uuid: unit.uuid });
    return { firmwareUpdateStatus, firmwareUpdateError };
  };
  const sent = (...expected: string[]) => eventually(() => expect(kinds(rig, unit)).toEqual(expected));

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    commit = fleet.push(repo, version(['in/pepeunit'], ['out/pepeunit']), 'v1');
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    unit = await rig.create(maker, repo);
  });

  it('wait for a device to listen, and leave one at a time', async () => {
    await send('SchemaUpdate');
    await send('LogSync');
    await rig.connect(unit);
    await sent('SchemaUpdate');
    await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
    await sent('SchemaUpdate', 'LogSync');
    await rig.sendLog(unit);
    await eventually(() => expect(fleet.eventsOf(unitLogsReplaced, unit.uuid)).toHaveLength(1));
    rig.advanceClock(3_600_000);
    await send('EnvUpdate');
    await sent('SchemaUpdate', 'LogSync', 'EnvUpdate');
  });

  it('go on after a silence, and come again until their effect is seen', async () => {
    await rig.connect(unit);
    await send('SchemaUpdate');
    await send('LogSync');
    await sent('SchemaUpdate');
    rig.advanceClock(10_000);
    await sent('SchemaUpdate', 'LogSync');
    await rig.sendLog(unit);
    await sent('SchemaUpdate', 'LogSync', 'SchemaUpdate');
    await rig.ask(maker, getUnitSchema, { uuid: unit.uuid });
    rig.advanceClock(60_000);
    // The maker's reading is not the device's.
    await sent('SchemaUpdate', 'LogSync', 'SchemaUpdate', 'SchemaUpdate');
  });

  it('reach a device that went without a word when it comes back', async () => {
    await rig.connect(unit, undefined, 'first');
    await send('LogSync');
    for (let attempts = 1; attempts <= 5; attempts += 1) {
      await eventually(() => expect(kinds(rig, unit)).toHaveLength(attempts));
      rig.advanceClock(600_000);
    }
    await send('SchemaUpdate');
    await eventually(() => expect(kinds(rig, unit).at(-1)).toBe('SchemaUpdate'));
    rig.advanceClock(3_600_000);
    await rig.connect(unit, undefined, 'second');
    // Whatever of both is due first takes its turn; the clock brings the other's.
    await eventually(() => {
      rig.advanceClock(1_000);
      expect(kinds(rig, unit).slice(6)).toContain('LogSync');
    });
  });

  it('of a kind become one: the newest', async () => {
    await send('EnvUpdate');
    await send('EnvUpdate');
    await rig.connect(unit);
    await sent('EnvUpdate');
    await rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid });
    rig.advanceClock(60_000);
    await send('LogSync');
    await sent('EnvUpdate', 'LogSync');
  });

  it('of a version that does not list them are not sent', async () => {
    const quiet = fleet.addRepo();
    const files = version([], []);
    const schema = { ...JSON.parse(files['schema_example.json']), input_base_topic: ['log_sync/pepeunit'] };
    fleet.push(quiet, { ...files, 'schema_example.json': JSON.stringify(schema) }, 'v1');
    unit = await rig.create(maker, quiet);
    await rig.connect(unit);
    await send('Update');
    await send('EnvUpdate');
    await send('LogSync');
    await sent('LogSync');
    expect(await status()).toEqual({ firmwareUpdateStatus: null, firmwareUpdateError: null });
  });

  it('EnvUpdate stays behind an Update until the device is back', async () => {
    await send('EnvUpdate');
    await send('Update');
    await rig.connect(unit);
    await sent('Update');
    rig.advanceClock(20_000);
    await rig.disconnect(unit);
    await rig.connect(unit);
    await sent('Update', 'EnvUpdate');
  });

  it('of a compiled Unit: an Update with a link, and EnvUpdate after its restart', async () => {
    const releasesData = JSON.stringify({ v1: [['linux', 'https://assets/linux']] });
    const compiled = fleet.addRepo({ isCompilableRepo: true, releasesData });
    const target = fleet.push(compiled, version([], []), 'v1');
    await expect(rig.create(maker, compiled, { targetFirmwarePlatform: 'windows' })).rejects.toThrow(
      '422: 5: Git Repo Validation Error',
    );
    unit = await rig.create(maker, compiled, { targetFirmwarePlatform: 'linux' });
    await rig.connect(unit, undefined, 'first');
    await send('Update');
    await sent('Update');
    expect(JSON.parse(rig.commands(unit)[0]?.payload ?? '')).toEqual({
      COMMAND: 'Update',
      PU_COMMIT_VERSION: target,
      COMPILED_FIRMWARE_LINK: 'https://assets/linux',
    });
    rig.advanceClock(20_000);
    await rig.connect(unit, undefined, 'second');
    await sent('Update', 'EnvUpdate');
  });

  it('a broker that is away is an Error of the Update until it is back', async () => {
    await rig.connect(unit);
    fleet.isBrokerAway = true;
    await send('Update');
    await eventually(async () =>
      expect(await status()).toEqual({
        firmwareUpdateStatus: 'Error',
        firmwareUpdateError: '422: 10: MQTT Error: the broker is away',
      }),
    );
    fleet.isBrokerAway = false;
    rig.advanceClock(2_000);
    await sent('Update');
    await eventually(async () =>
      expect(await status()).toMatchObject({ firmwareUpdateStatus: 'RequestSent' }),
    );
  });

  it('an Update of a silent device ends in Error, and recovers with the awaited state', async () => {
    await rig.connect(unit);
    await rig.ask(maker, updateUnit, { uuid: unit.uuid, name: `renamed-${Date.now() % 100_000}` });
    await sent('Update');
    rig.advanceClock(121_000);
    await eventually(async () => expect(await status()).toMatchObject({ firmwareUpdateStatus: 'Error' }));
    expect((await status()).firmwareUpdateError).toContain('422: 11: Update Error: ');
    await rig.sendState(unit, { pu_commit_version: commit });
    await eventually(async () =>
      expect(await status()).toEqual({ firmwareUpdateStatus: 'Success', firmwareUpdateError: null }),
    );
    await eventually(() =>
      expect(fleet.eventsOf(unitUpdateFinished, unit.uuid).map(({ data }) => data.status)).toEqual([
        'Error',
        'Success',
      ]),
    );
  });
});

describe('commands to devices, of several processes', () => {
  let rig: UnitsRig;
  let second: Awaited<ReturnType<UnitsRig['boot']>>;
  const maker = newUser();

  // Of their own: a process that starts after the clock was moved would live in another time than the first.
  beforeAll(async () => {
    rig = await UnitsRig.start();
    second = await rig.boot();
  });
  afterAll(async () => {
    await second.close();
    await rig.stop();
  });

  it('are sent once', async () => {
    const repo = fleet.addRepo();
    fleet.push(repo, version(['in/pepeunit'], ['out/pepeunit']), 'v1');
    const units = await Promise.all(Array.from({ length: 10 }, () => rig.create(maker, repo)));
    await Promise.all(units.map((one) => rig.connect(one)));
    await rig.requestUpdates(repo);
    await eventually(() => expect(units.map((one) => kinds(rig, one))).toEqual(units.map(() => ['Update'])));
    const last = units[9] as UnitView;
    await rig.ask(maker, sendUnitCommand, { uuid: last.uuid, command: 'LogSync' });
    rig.advanceClock(10_000);
    await eventually(() => expect(kinds(rig, last)).toEqual(['Update', 'LogSync']));
    expect(units.slice(0, 9).map((one) => kinds(rig, one))).toEqual(Array(9).fill(['Update']));
  });
});

describe('states of devices', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let unit: UnitView;

  const stored = async () => (await rig.ask(maker, getUnit, { uuid: unit.uuid })).unitState?.memFree;
  const settled = (memFree: number) => eventually(async () => expect(await stored()).toBe(memFree));

  beforeAll(async () => {
    rig = await UnitsRig.start();
    const repo = fleet.addRepo();
    fleet.push(repo, version([], []), 'v1');
    unit = await rig.create(maker, repo);
  });
  afterAll(() => rig.stop());

  it('are kept at their interval, in their order, and a version is not forgotten', async () => {
    const start = Date.now();
    const at = (seconds: number) => new Date(start + seconds * 1_000);
    await rig.sendState(unit, { mem_free: 1, pu_commit_version: 'a', secret: 'x' }, at(0));
    await settled(1);
    await rig.sendState(unit, { mem_free: 2, pu_commit_version: 'a' }, at(10));
    await rig.sendState(unit, { mem_free: 3 }, at(59));
    await settled(3);
    expect((await rig.ask(maker, getUnit, { uuid: unit.uuid })).currentCommitVersion).toBe('a');
    await rig.sendState(unit, { mem_free: 4, pu_commit_version: 'b' }, at(60));
    await settled(4);
    await rig.sendState(unit, { mem_free: 5, pu_commit_version: 'c' }, at(58));
    await rig.sendState(unit, [], at(200));
    await rig.sendState(unit, { mem_free: 6 }, at(120));
    await settled(6);
    expect(await rig.ask(maker, getUnit, { uuid: unit.uuid })).toMatchObject({
      currentCommitVersion: 'b',
      unitState: { puCommitVersion: null, ifconfig: [] },
    });
  });
});
