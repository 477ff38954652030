import { randomUUID } from 'node:crypto';
import {
  createUnitNodeEdge,
  deleteUnit,
  describeUnitFirmware,
  getUnit,
  getUnitEnv,
  getUnitNode,
  getUnitSchema,
  getUnitStateStorage,
  getUnitTargetVersion,
  listUnits,
  resetUnitEnv,
  sendUnitCommand,
  setInputState,
  setUnitEnv,
  updateUnit,
  updateUnitNode,
} from '@unitfleet/contracts';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

describe('what is refused', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo({ visibilityLevel: 'Internal' });
    fleet.push(repo, version(['in'], ['out/pepeunit']), 'v1');
  });
  afterAll(() => rig.stop());

  it.each([
    ['a short name', { name: 'abc' }, '422: 7: Unit Validation Error'],
    ['a name with a space', { name: 'a name' }, '422: 7: Unit Validation Error'],
    ['a looser level than the Repo’s', { visibilityLevel: 'Public' }, '422: 2: Validation Error'],
    ['an unknown Repo', { repoUuid: randomUUID() }, '422: 2: Validation Error'],
    ['a pinned Unit without commit', { isAutoUpdateFromRepoUnit: false }, '422: 7: Unit Validation Error'],
    [
      'an unknown commit',
      { isAutoUpdateFromRepoUnit: false, repoBranch: 'main', repoCommit: 'nothing' },
      '422: 5: Git Repo Validation Error',
    ],
  ] as const)('%s', async (_, change, message) => {
    await expect(rig.create(maker, repo, { visibilityLevel: 'Internal', ...change })).rejects.toThrow(
      message,
    );
  });

  it.each([
    ['no schema', { 'env_example.json': '{}' }, '422: 5: Git Repo'],
    ['no env', { 'schema_example.json': version([], [])['schema_example.json'] }, '422: 5: Git Repo'],
    ['a schema that is not JSON', { ...version([], []), 'schema_example.json': '{' }, '422: 9: JSON Decode'],
    ['a schema without sections', { ...version([], []), 'schema_example.json': '{}' }, '422: 5: Git Repo'],
  ])('a repository with %s', async (_, files, message) => {
    const broken = fleet.addRepo();
    fleet.push(broken, files, 'v1');
    await expect(rig.create(maker, broken)).rejects.toThrow(message);
  });

  it('10B.22: a Repo without any version, and one that is hidden', async () => {
    await expect(rig.create(maker, fleet.addRepo())).rejects.toThrow('422: 5: Git Repo');
    const hidden = fleet.addRepo({ visibilityLevel: 'Private' });
    await expect(rig.create(maker, hidden)).rejects.toThrow('403: 1: No Access');
  });

  it('a taken name, also in a race', async () => {
    const change = { name: 'same-name', visibilityLevel: 'Internal' } as const;
    const outcomes = await Promise.allSettled([
      rig.create(maker, repo, change),
      rig.create(maker, repo, change),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(failed.reason.message).toContain('422: 7: Unit Validation Error');
    const other = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    await expect(rig.ask(maker, updateUnit, { uuid: other.uuid, name: 'same-name' })).rejects.toThrow(
      '422: 7: Unit Validation Error',
    );
  });

  it('10B.5: unknown objects', async () => {
    const uuid = randomUUID();
    const asked = [
      rig.ask(maker, getUnit, { uuid }),
      rig.ask(maker, getUnitEnv, { uuid }),
      rig.ask(maker, setUnitEnv, { uuid, envJson: '{}' }),
      rig.ask(maker, resetUnitEnv, { uuid }),
      rig.ask(maker, describeUnitFirmware, { uuid }),
      rig.ask(maker, getUnitTargetVersion, { uuid }),
      rig.ask(maker, getUnitStateStorage, { uuid }),
      rig.ask(maker, sendUnitCommand, { uuid, command: 'Update' }),
      rig.ask(maker, updateUnit, { uuid, name: 'name' }),
      rig.ask(maker, deleteUnit, { uuid }),
      rig.ask(maker, updateUnitNode, { uuid, maxConnections: 1 }),
      rig.ask(maker, setInputState, { uuid, state: 'on' }),
      rig.ask(maker, getUnitSchema, { uuid }),
      rig.ask(maker, getUnitNode, { uuid }),
      rig.ask(maker, createUnitNodeEdge, { nodeOutputUuid: uuid, nodeInputUuid: uuid }),
    ];
    for (const outcome of await Promise.allSettled(asked))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { errorCode: 'Validation' } });
  });

  it('settings that a node cannot have, and ends that do not fit', async () => {
    const unit = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    const input = await rig.node(maker, unit, 'in');
    const output = await rig.node(maker, unit, 'out/pepeunit');
    const update = (uuid: string, change: object) => rig.ask(maker, updateUnitNode, { uuid, ...change });
    await expect(update(output.uuid, { isRewritableInput: true })).rejects.toThrow('422: 8: UnitNode');
    await expect(update(input.uuid, { maxConnections: 0 })).rejects.toThrow('422: 8: UnitNode');
    await expect(update(input.uuid, { maxConnections: 2 ** 31 })).rejects.toThrow('422: 8: UnitNode');
    await expect(update(input.uuid, { isDataPipeActive: true })).rejects.toThrow('422: 8: DataPipe');
    await expect(
      rig.ask(maker, createUnitNodeEdge, { nodeOutputUuid: input.uuid, nodeInputUuid: output.uuid }),
    ).rejects.toThrow('422: 8: UnitNode');
    await expect(rig.ask(maker, setUnitEnv, { uuid: unit.uuid, envJson: '[]' })).rejects.toThrow(
      '422: 9: JSON Decode Error',
    );
  });

  it('the last connection too many', async () => {
    const unit = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    const other = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    const input = await rig.node(maker, unit, 'in');
    await rig.ask(maker, updateUnitNode, { uuid: input.uuid, maxConnections: 1 });
    const link = async (sender: typeof unit) => {
      const output = await rig.node(maker, sender, 'out/pepeunit');
      return rig.ask(maker, createUnitNodeEdge, { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid });
    };
    const outcomes = await Promise.allSettled([link(unit), link(other)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('nothing of a version that was not synchronised yet', async () => {
    const unit = await rig.create(maker, repo, { visibilityLevel: 'Internal' });
    fleet.push(repo, version(['in'], ['out/pepeunit', 'new/pepeunit']), 'v2');
    const { schema } = await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
    expect(Object.keys(schema['output_topic'] ?? {})).toEqual(['out/pepeunit', 'new/pepeunit']);
  });

  it('lists are narrowed, nested and ordered', async () => {
    const lonely = fleet.addRepo();
    fleet.push(lonely, version([], []), 'v1');
    const without = await rig.create(maker, lonely, { name: 'zz-without' });
    const full = fleet.addRepo();
    fleet.push(full, version(['in'], ['out/pepeunit']), 'v1');
    const sender = await rig.create(maker, full, { name: 'zz-sender' });
    const receiver = await rig.create(maker, full, { name: 'zz_receiver' });
    const output = await rig.node(maker, sender, 'out/pepeunit');
    const input = await rig.node(maker, receiver, 'in');
    await rig.ask(maker, createUnitNodeEdge, { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid });
    const list = async (request: object) => {
      const answer = await rig.ask(maker, listUnits, { searchString: 'ZZ', ...request });
      return {
        count: answer.count,
        units: answer.units.map(({ name, unitNodes }) => [
          name,
          unitNodes.map((node) => node.topicName).sort(),
        ]),
      };
    };
    expect(await list({ limit: 1, offset: 1 })).toEqual({ count: 3, units: [['zz-sender', []]] });
    expect(await list({ orderByCreateDate: null, orderByLastUpdate: null })).toMatchObject({
      units: [
        ['zz_receiver', []],
        ['zz-sender', []],
        ['zz-without', []],
      ].sort(),
    });
    expect(await list({ searchString: 'z_' })).toMatchObject({ count: 1 });
    expect(await list({ includeUnitNodes: true, unitNodeType: ['Input'] })).toEqual({
      count: 2,
      units: [
        ['zz_receiver', ['in']],
        ['zz-sender', ['in']],
      ],
    });
    expect(await list({ includeUnitNodes: true, unitNodeUuids: [output.uuid] })).toEqual({
      count: 1,
      units: [['zz-sender', ['out/pepeunit']]],
    });
    expect(await list({ includeUnitNodes: true, unitNodeInputUuid: input.uuid })).toEqual({
      count: 1,
      units: [['zz-sender', ['out/pepeunit']]],
    });
    expect(await list({ includeUnitNodes: true, unitNodeType: null, visibilityLevel: [] })).toEqual({
      count: 0,
      units: [],
    });
    expect(without.unitNodes).toEqual([]);
  });
});
