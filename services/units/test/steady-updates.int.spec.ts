import { getUnitEnv, sendUnitCommand, setUnitEnv, type UnitView } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { FollowRepoJob } from '../src/jobs/follow-repo.job';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

const kinds = (rig: UnitsRig, unit: UnitView) =>
  rig.commands(unit).map(({ payload }) => (JSON.parse(payload) as { COMMAND: string }).COMMAND);

/** Holds the next question about a Repo up, and no other. */
const holdOne = (repo: PlayedRepo): { readonly come: Promise<void>; letGo(): void } => {
  let arrived = () => undefined as void;
  let letGo = () => undefined as void;
  const come = new Promise<void>((resolve) => (arrived = resolve));
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  fleet.beforeRepos = (uuids) => {
    if (!uuids.includes(repo.uuid)) return Promise.resolve();
    fleet.beforeRepos = () => Promise.resolve();
    arrived();
    return gate;
  };
  return { come, letGo: () => letGo() };
};

describe('Updates and commands', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let commit: string;
  let unit: UnitView;
  const queue = () => rig.query('select unit_uuid from unit_update_queue');

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    repo = fleet.addRepo();
    commit = fleet.push(repo, version(['in'], ['out']), 'v1');
    unit = await rig.create(maker, repo);
    await rig.connect(unit);
    // The service has asked about the Repo by itself, and does so no more.
    await eventually(async () =>
      expect(await rig.query('select 1 from version_targets where due_at is not null')).toEqual([]),
    );
  });

  it('wait while the database takes nothing, and are not given up', async () => {
    await rig.query(`
      create function take_nothing() returns trigger language plpgsql as
      $$ begin raise exception 'no space left' using errcode = '53100'; end $$`);
    await rig.query(
      'create trigger take_nothing before insert on pending_commands execute function take_nothing()',
    );
    await rig.requestUpdates(repo);
    await eventually(async () =>
      expect(await rig.query('select 1 from unit_update_queue where attempts > 0')).toHaveLength(1),
    );
    await eventually(async () =>
      expect(await rig.query('select 1 from unit_update_queue where leased_until is null')).toHaveLength(1),
    );
    await rig.query('drop function take_nothing cascade');
    rig.advanceClock(5_000);
    await eventually(() => expect(kinds(rig, unit)).toEqual(['Update']));
    expect(await queue()).toEqual([]);
  });

  it('an env that was read before EnvUpdate was sent is not its effect', async () => {
    const held = holdOne(repo);
    const reading = rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid });
    await held.come;
    await rig.ask(maker, setUnitEnv, { uuid: unit.uuid, envJson: '{"INTERVAL":6}' });
    await rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command: 'EnvUpdate' });
    await eventually(() => expect(kinds(rig, unit)).toEqual(['EnvUpdate']));
    held.letGo();
    expect((await reading).env['INTERVAL']).toBe(5);
    await eventually(() => {
      rig.advanceClock(1_000);
      expect(kinds(rig, unit)).toEqual(['EnvUpdate', 'EnvUpdate']);
    });
    expect((await rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid })).env['INTERVAL']).toBe(6);
    expect(await rig.query('select 1 from pending_commands where unit_uuid = $1', [unit.uuid])).toEqual([]);
  });

  it('are not doubled by a process that comes too late', async () => {
    const other = await rig.boot();
    const held = holdOne(repo);
    await rig.requestUpdates(repo);
    await held.come;
    rig.advanceClock(60_000);
    await eventually(() => expect(kinds(rig, unit)).toEqual(['Update']));
    await rig.sendState(unit, { pu_commit_version: commit });
    const pending = () => rig.query('select 1 from pending_commands where unit_uuid = $1', [unit.uuid]);
    await eventually(async () => expect(await pending()).toEqual([]));
    held.letGo();
    // Both end what they are at.
    for (const process of [rig.units, other]) await process.get(FollowRepoJob).beforeApplicationShutdown();
    expect(await pending()).toEqual([]);
    expect(kinds(rig, unit)).toEqual(['Update']);
    await other.close();
  });
});
