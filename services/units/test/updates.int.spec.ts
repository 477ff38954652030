import { createHash } from 'node:crypto';
import {
  createUnitNodeEdge,
  deleteUnit,
  deleteUnitNodeEdge,
  getUnit,
  getUnitEnv,
  getUnitSchema,
  getUnitTargetVersion,
  listUnitPermissions,
  repoUnitsUpdateRequested,
  sendUnitCommand,
  unitLogsReplaced,
  updateUnit,
  type UnitView,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { eventually } from '@unitfleet/testing';
import { UpdateQueueRepository } from '../src/data/update-queue.repository';
import { mayUse } from './support/may-use';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, DOMAIN, newUser, UnitsRig, version } from './support/units-rig';

const HOUR = 3_600_000;

const kinds = (rig: UnitsRig, unit: UnitView) =>
  rig.commands(unit).map(({ payload }) => (JSON.parse(payload) as { COMMAND: string }).COMMAND);

describe('waves of Updates', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  const queue = () =>
    rig.query<{ unit_uuid: string; not_before: Date; leased_until: Date | null; asked_times: number }>(
      'select unit_uuid, not_before, leased_until, asked_times from unit_update_queue order by not_before',
    );
  const wave = (times = 1) =>
    rig.publish(repoUnitsUpdateRequested, repo.uuid, { uuid: repo.uuid, cause: 'schedule' }, times);
  const offsets = async () => {
    const rows = await queue();
    return rows.map((row) => row.not_before.getTime() - rig.now().getTime());
  };

  beforeAll(async () => {
    rig = await UnitsRig.start({ UNITS_UPDATE_SPREAD_S: '1200' });
  });
  afterAll(() => rig.stop());
  beforeEach(() => {
    repo = fleet.addRepo();
    fleet.push(repo, version(['in'], ['out']), 'v1');
  });

  /** A Unit whose moment of a wave is minutes away: none of these comes due while the test looks on. */
  const createLate = async (): Promise<UnitView> => {
    for (;;) {
      const unit = await rig.create(maker, repo);
      const digest = createHash('md5').update(unit.uuid).digest();
      if (digest.readUInt32BE(0) / 2 ** 32 > 0.2) return unit;
      await rig.ask(maker, deleteUnit, { uuid: unit.uuid });
    }
  };

  it('of the hour give each Unit its own moment, and a request does not wait for it', async () => {
    const units = await Promise.all(Array.from({ length: 12 }, createLate));
    await Promise.all(units.map((unit) => rig.connect(unit)));
    await wave();
    await eventually(async () => expect(await queue()).not.toHaveLength(0));
    const waits = await offsets();
    expect(Math.min(...waits)).toBeGreaterThan(60_000);
    expect(Math.max(...waits)).toBeLessThan(1_200_000);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(60_000);

    // The second wave before the first is through moves nobody.
    const before = (await queue()).map((row) => [row.unit_uuid, row.not_before.getTime()]);
    await wave(2);
    await eventually(async () => expect((await queue()).at(-1)?.asked_times).toBe(2));
    const still = before.filter(([uuid]) => uuid !== undefined);
    for (const row of await queue()) expect(still).toContainEqual([row.unit_uuid, row.not_before.getTime()]);

    await rig.requestUpdates(repo);
    await eventually(async () => expect(await queue()).toEqual([]));
    await eventually(() =>
      expect(units.map((unit) => kinds(rig, unit))).toEqual(units.map(() => ['Update'])),
    );
  });

  it('go on when the process that had taken Units is gone, and send nothing twice', async () => {
    const [taken, done] = [await rig.create(maker, repo), await rig.create(maker, repo)];
    await rig.connect(taken);
    await rig.connect(done);
    const lease = new Date(rig.now().getTime() + 60_000);
    // A process had both; of one it has sent the Update, which ends the wait in the same transaction.
    await rig.query(
      'insert into unit_update_queue (unit_uuid, not_before, leased_until) values ($1, $2, $3)',
      [taken.uuid, rig.now(), lease],
    );
    await rig.ask(maker, sendUnitCommand, { uuid: done.uuid, command: 'Update' });
    await eventually(() => expect(kinds(rig, done)).toEqual(['Update']));
    expect(kinds(rig, taken)).toEqual([]);
    rig.advanceClock(60_000);
    await eventually(() => expect(kinds(rig, taken)).toEqual(['Update']));
    expect(await queue()).toEqual([]);
  });

  it('reach a Unit again that was asked for while it was being worked on', async () => {
    const unit = await rig.create(maker, repo);
    await rig.connect(unit);
    await rig.query(
      'insert into unit_update_queue (unit_uuid, not_before, leased_until) values ($1, $2, $3)',
      [unit.uuid, rig.now(), new Date(rig.now().getTime() + HOUR)],
    );
    await rig.requestUpdates(repo);
    await eventually(async () => expect((await queue())[0]?.asked_times).toBe(2));
    // Its worker ends, by what it knew.
    const known = { unitUuid: unit.uuid, attempts: 1, askedTimes: 1 };
    const updates = rig.units.get(UpdateQueueRepository);
    await rig.units.get(Transactions).run((transaction) => updates.settle(transaction, known));
    await eventually(() => expect(kinds(rig, unit)).toEqual(['Update']));
  });

  it('leave out Units of their own version, and one that fails shows why and stops no other', async () => {
    const releasesData = JSON.stringify({ v1: [['linux', 'https://assets/linux']] });
    const compiled = fleet.addRepo({ isCompilableRepo: true, releasesData });
    const first = fleet.push(compiled, version([], []), 'v1');
    const platform = { targetFirmwarePlatform: 'linux' };
    const [broken, fine] = [await rig.create(maker, compiled, platform), await rig.create(maker, repo)];
    const pinned = await rig.create(maker, compiled, {
      ...platform,
      isAutoUpdateFromRepoUnit: false,
      repoBranch: 'main',
      repoCommit: first,
    });
    fleet.push(compiled, version([], []), 'v2');
    for (const unit of [broken, fine, pinned]) await rig.connect(unit);
    await rig.requestUpdates(compiled);
    await rig.requestUpdates(repo);
    await eventually(() => expect(kinds(rig, fine)).toEqual(['Update']));
    await eventually(async () =>
      expect(await rig.ask(maker, getUnit, { uuid: broken.uuid })).toMatchObject({
        firmwareUpdateStatus: 'Error',
        firmwareUpdateError: expect.stringContaining('422: 5: Git Repo Validation Error'),
      }),
    );
    expect([kinds(rig, broken), kinds(rig, pinned)]).toEqual([[], []]);
  });
});

describe('a device that goes back to its old version', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let unit: UnitView;
  let target: string;
  const status = async () => {
    const { firmwareUpdateStatus, firmwareUpdateError } = await rig.ask(maker, getUnit, { uuid: unit.uuid });
    return [firmwareUpdateStatus, firmwareUpdateError];
  };
  let restarts = 0;
  /** It comes up with the old version and says so. */
  const comeBack = async () => {
    rig.advanceClock(30_000);
    restarts += 1;
    const clientId = `client-${restarts}`;
    await rig.connect(unit, undefined, clientId);
    await eventually(async () => {
      const [row] = await rig.query<{ base_inputs: object }>(
        'select base_inputs from device_connections where client_id = $1',
        [clientId],
      );
      expect(Object.keys(row?.base_inputs ?? {})).toHaveLength(4);
    });
    await rig.sendState(unit, { pu_commit_version: 'old', mem_free: restarts });
    await eventually(async () =>
      expect((await rig.ask(maker, getUnit, { uuid: unit.uuid })).unitState?.memFree).toBe(restarts),
    );
    rig.advanceClock(6_000);
  };

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    target = fleet.push(repo, version([], []), 'v1');
    unit = await rig.create(maker, repo);
  });
  afterAll(() => rig.stop());

  it('is sent the Update over three connections, then it is left alone, and why is to be seen', async () => {
    await rig.connect(unit);
    await rig.requestUpdates(repo);
    for (let sent = 1; sent <= 3; sent += 1) {
      await eventually(() => expect(kinds(rig, unit)).toEqual(Array(sent).fill('Update')));
      await comeBack();
    }
    await eventually(async () =>
      expect(await status()).toEqual([
        'Error',
        `422: 11: Update Error: the device came back with version old instead of ${target} each time; it is left alone until the next Update is asked for`,
      ]),
    );
    await comeBack();
    await comeBack();
    // Another command is heard: the lane was looked at since, and no Update was due.
    await rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command: 'LogSync' });
    await eventually(() => expect(kinds(rig, unit)).toEqual(['Update', 'Update', 'Update', 'LogSync']));
    await rig.sendLog(unit);
    await eventually(() => expect(fleet.eventsOf(unitLogsReplaced, unit.uuid)).toHaveLength(1));
  });

  it('is not sent an EnvUpdate, by which it would only seem to be updated, before the next Update', async () => {
    rig.advanceClock(30_000);
    const before = rig.commands(unit).length;
    await rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command: 'EnvUpdate' });
    await eventually(() => expect(kinds(rig, unit).slice(before)).toEqual(['Update']));
    rig.advanceClock(30_000);
    await rig.disconnect(unit);
    await rig.connect(unit);
    await rig.sendState(unit, { pu_commit_version: target });
    await eventually(async () => expect(await status()).toEqual(['Success', null]));
    await eventually(() => {
      rig.advanceClock(1_000);
      expect(kinds(rig, unit).slice(before)).toEqual(['Update', 'EnvUpdate']);
    });
  });

  it('counts as updated when it runs a target that has moved on meanwhile', async () => {
    const newer = fleet.push(repo, version([], []), 'v2');
    await rig.ask(maker, updateUnit, { uuid: unit.uuid, name: 'moved-on' });
    const newest = fleet.push(repo, version([], ['late']), 'v3');
    await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
    expect(newest).not.toBe(newer);
    rig.advanceClock(60_000);
    await rig.sendState(unit, { pu_commit_version: newest });
    await eventually(async () => expect(await status()).toEqual(['Success', null]));
  });
});

describe('what a device reads about itself', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let commit: string;
  let unit: UnitView;

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    repo = fleet.addRepo();
    commit = fleet.push(repo, version(['in'], ['out/pepeunit']), 'v1');
    unit = await rig.create(maker, repo);
  });

  const read = async () => {
    const { schema } = await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
    const { env } = await rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid });
    return { schema, env };
  };

  it.each<[string, () => void]>([
    ['the branch is gone', () => fleet.repos.set(repo.uuid, { ...repo, defaultBranch: 'gone' })],
    ['the newest version has no schema', () => fleet.push(repo, { 'env_example.json': '{}' }, 'v2')],
    [
      'the newest version has a broken schema',
      () => fleet.push(repo, { ...version([], []), 'schema_example.json': '{' }, 'v2'),
    ],
    ['the newest version has no env', () => fleet.push(repo, { 'schema_example.json': '{}' }, 'v2')],
  ])('B1: is what it was when %s', async (_, breakIt) => {
    const before = await read();
    breakIt();
    expect(await read()).toEqual(before);
    expect(before.env['PU_COMMIT_VERSION']).toBe(commit);
    await expect(rig.ask(maker, sendUnitCommand, { uuid: unit.uuid, command: 'Update' })).rejects.toThrow(
      /^422: [59]: /,
    );
  });

  it('B1: is complete as soon as the target moves, own topics first', async () => {
    const second = fleet.push(repo, version(['in', 'more/pepeunit'], []), 'v2');
    const [schema, env] = await Promise.all([
      rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid }),
      rig.ask(asUnit(unit), getUnitEnv, { uuid: unit.uuid }),
    ]);
    const more = await rig.node(maker, unit, 'more/pepeunit');
    expect(schema.schema['input_topic']).toMatchObject({
      'more/pepeunit': [`${DOMAIN}/${more.uuid}/pepeunit`],
    });
    expect(schema.schema['output_topic']).toEqual({});
    expect(env.env['PU_COMMIT_VERSION']).toBe(second);
    expect(await rig.ask(maker, getUnitTargetVersion, { uuid: unit.uuid })).toEqual({
      commit: second,
      tag: 'v2',
    });
  });
});

describe('edges', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let sender: UnitView;
  let receiver: UnitView;
  let key: { nodeOutputUuid: string; nodeInputUuid: string };
  let topic: string;

  const grants = async (resourceType: 'Unit' | 'UnitNode', resourceUuid: string) => {
    const { permissions } = await rig.ask(maker, listUnitPermissions, {
      resourceType,
      resourceUuid,
      agentType: 'Unit',
    });
    return permissions.map(({ agentUuid }) => agentUuid);
  };
  const link = () => rig.ask(maker, createUnitNodeEdge, key);

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    const [senders, receivers] = [fleet.addRepo(), fleet.addRepo()];
    fleet.push(senders, version([], ['out']), 'v1');
    fleet.push(receivers, version(['in'], []), 'v1');
    sender = await rig.create(maker, senders, { visibilityLevel: 'Private' });
    receiver = await rig.create(maker, receivers, { visibilityLevel: 'Private' });
    const output = await rig.node(maker, sender, 'out');
    const input = await rig.node(maker, receiver, 'in');
    key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
    topic = `${DOMAIN}/${output.uuid}`;
  });

  it('take back what they gave when a Unit at one end is deleted', async () => {
    await link();
    expect(await grants('UnitNode', key.nodeInputUuid)).toContain(sender.uuid);
    expect(await grants('Unit', receiver.uuid)).toContain(sender.uuid);
    await rig.ask(maker, deleteUnit, { uuid: sender.uuid });
    expect(await grants('UnitNode', key.nodeInputUuid)).toEqual([receiver.uuid]);
    expect(await grants('Unit', receiver.uuid)).toEqual([receiver.uuid]);
  });

  it('take back what they gave when a version has no such topic any more', async () => {
    await link();
    await rig.query(
      `insert into permissions (agent_type, agent_uuid, resource_type, resource_uuid)
       values ('User', $1, 'UnitNode', $2)`,
      [newUser().uuid, key.nodeInputUuid],
    );
    fleet.push(fleet.repos.get(sender.repoUuid) as PlayedRepo, version([], ['other']), 'v2');
    await rig.ask(asUnit(sender), getUnitSchema, { uuid: sender.uuid });
    expect(await grants('UnitNode', key.nodeInputUuid)).toEqual([receiver.uuid]);
    expect(await grants('Unit', receiver.uuid)).toEqual([receiver.uuid]);
    const { count } = await rig.ask(maker, listUnitPermissions, {
      resourceType: 'UnitNode',
      resourceUuid: key.nodeInputUuid,
    });
    expect(count).toBe(3);
    await rig.connect(receiver);
    await eventually(() => expect(kinds(rig, receiver)).toEqual(['SchemaUpdate']));
    // Nothing is published there any more, and a refusal would keep the device reconnecting.
    expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(true);
  });

  it('A3: a device that was away when its edge went may keep to its old schema until it has the new one', async () => {
    await link();
    expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(true);
    await rig.ask(maker, deleteUnitNodeEdge, key);
    rig.advanceClock(HOUR);
    await eventually(async () => expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(false));
    await rig.connect(receiver, [], 'first');
    await eventually(async () => expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(true));
    rig.advanceClock(31_000);
    await eventually(async () => expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(false));
    await rig.connect(receiver, undefined, 'second');
    await eventually(async () => expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(true));
    await eventually(() => expect(kinds(rig, receiver)).toEqual(['SchemaUpdate']));
    const { schema } = await rig.ask(asUnit(receiver), getUnitSchema, { uuid: receiver.uuid });
    expect(JSON.stringify(schema)).not.toContain(topic);
    await eventually(async () => expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(false));
    rig.advanceClock(HOUR);
    await rig.connect(receiver, [], 'third');
    await eventually(async () =>
      expect(await rig.query("select 1 from device_connections where client_id = 'third'")).toHaveLength(1),
    );
    expect(await mayUse(rig, receiver, 'subscribe', topic)).toBe(false);
  });
});
