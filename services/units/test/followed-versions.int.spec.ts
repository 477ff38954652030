import {
  deleteUnit,
  describeUnitFirmware,
  getUnit,
  getUnitEnv,
  getUnitNode,
  listUnits,
  setInputState,
  unitDeleted,
  unitNodeDeleted,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

describe('Units through their versions', () => {
  let rig: UnitsRig;
  const maker = newUser();
  const stranger = newUser();
  const topics = async (unit: UnitView, actor = asUnit(unit)) =>
    (await rig.nodes(actor, unit)).map(({ topicName }) => topicName).sort();
  const repoWith = (inputs: string[], outputs: string[]): PlayedRepo => {
    const repo = fleet.addRepo();
    fleet.push(repo, version(inputs, outputs), 'v1');
    return repo;
  };

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());

  it('10B.15: nodes of an automatic update are seen by the creator and the Unit, and one Unit stops no other', async () => {
    const repo = repoWith(['in'], []);
    const hidden = await rig.create(maker, repo, { visibilityLevel: 'Private' });
    const broken = await rig.create(maker, repo, { visibilityLevel: 'Private' });
    await rig.query(`update units set cipher_env = 'unreadable' where uuid = $1`, [broken.uuid]);
    const other = await rig.create(maker, repo, { visibilityLevel: 'Private' });
    fleet.push(repo, version(['in', 'new'], []), 'v2');
    await rig.requestUpdates(repo);
    for (const unit of [hidden, other])
      await eventually(async () => expect(await topics(unit)).toEqual(['in', 'new']));
    expect(await topics(broken)).toEqual(['in']);
    expect(await topics(hidden, maker)).toEqual(['in', 'new']);
    expect(await topics(hidden, stranger)).toEqual([]);
    const added = await rig.node(maker, hidden, 'new');
    await expect(rig.ask(stranger, getUnitNode, { uuid: added.uuid })).rejects.toThrow('403: 1: No Access');
    expect((await rig.ask(maker, getUnitNode, { uuid: added.uuid })).creatorUuid).toBe(maker.uuid);
  });

  it('10B.23: Units without nodes are deleted, and nodes that go with a version are told of', async () => {
    const bare = await rig.create(maker, repoWith([], []));
    await rig.ask(maker, deleteUnit, { uuid: bare.uuid });
    await eventually(() => expect(fleet.eventsOf(unitDeleted, bare.uuid)[0]?.data.nodeUuids).toEqual([]));

    const repo = repoWith(['in'], ['out/pepeunit']);
    const unit = await rig.create(maker, repo);
    const output = await rig.node(maker, unit, 'out/pepeunit');
    fleet.push(repo, version(['in'], []), 'v2');
    await rig.requestUpdates(repo);
    await eventually(() => expect(fleet.eventsOf(unitNodeDeleted, output.uuid)).toHaveLength(1));
    expect(await topics(unit)).toEqual(['in']);
    const left: unknown[] = await rig.query('select 1 from permissions where resource_uuid = $1', [
      output.uuid,
    ]);
    expect(left).toEqual([]);
  });

  it('10B.21: firmware asked for many times at once is the same each time', async () => {
    const unit = await rig.create(maker, repoWith(['in'], []));
    const [first, ...others] = await Promise.all(
      Array.from({ length: 8 }, () => rig.ask(asUnit(unit), describeUnitFirmware, { uuid: unit.uuid })),
    );
    for (const other of others) expect(other).toEqual(first);
    const { env } = await rig.ask(maker, getUnitEnv, { uuid: unit.uuid });
    expect(JSON.parse(first?.files['env.json'] ?? '')).toEqual(env);
  });

  it('10B.8: a node without state is shown as such, alone and in lists', async () => {
    const unit = await rig.create(maker, repoWith(['in'], []));
    const input = await rig.node(maker, unit, 'in');
    expect(input.state).toBeNull();
    expect((await rig.ask(maker, getUnitNode, { uuid: input.uuid })).state).toBeNull();
    const { units } = await rig.ask(maker, listUnits, { uuids: [unit.uuid], includeUnitNodes: true });
    expect(units[0]?.unitNodes.map(({ state }) => state)).toEqual([null]);
    await rig.ask(stranger, setInputState, { uuid: input.uuid, state: 'on' });
    expect((await rig.node(maker, unit, 'in')).state).toBe('on');
    expect((await rig.ask(maker, getUnit, { uuid: unit.uuid })).unitNodes).toEqual([]);
  });
});
