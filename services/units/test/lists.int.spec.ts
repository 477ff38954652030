import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createUnitPermission,
  listUnitNodes,
  listUnits,
  updateUnit,
  updateUnitNode,
  type Actor,
  type OperationRequest,
} from '@unitfleet/contracts';
import { currentCause } from '@unitfleet/messaging';
import { Client } from 'pg';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { asUnit, newUser, UnitsRig, version } from './support/units-rig';

type UnitRequest = OperationRequest<typeof listUnits>;
type NodeRequest = OperationRequest<typeof listUnitNodes>;

const UNITS = 1_260;
const NODES_PER_UNIT = 6;

describe('lists', () => {
  let rig: UnitsRig;
  /** Owner of many Units: of each ten, eight are public, one internal, one private. */
  const owner = newUser();
  const bulkRepo = randomUUID();

  const units = async (actor: Actor, request: UnitRequest) => {
    const answer = await rig.ask(actor, listUnits, request);
    return { count: answer.count, names: answer.units.map(({ name }) => name), units: answer.units };
  };
  const nodes = (actor: Actor, request: NodeRequest) => rig.ask(actor, listUnitNodes, request);

  /** Rows as they come from years of use; the way through the operations is tested elsewhere. */
  const seed = async (): Promise<void> => {
    await rig.query(
      `insert into units (uuid, visibility_level, name, create_datetime, last_update_datetime,
         is_auto_update_from_repo_unit, creator_uuid, repo_uuid)
       select gen_random_uuid(),
         case when n % 10 < 8 then 'Public' when n % 10 = 8 then 'Internal' else 'Private' end,
         'bulk-' || lpad(n::text, 4, '0'),
         -- Some were made in the same moment.
         timestamptz '2020-01-01' + (n / 3) * interval '1 second',
         timestamptz '2021-01-01' + (n * 7 % 100) * interval '1 second', n % 2 = 0, $1, $2
       from generate_series(0, $3 - 1) n`,
      [owner.uuid, bulkRepo, UNITS],
    );
    await rig.query(
      `insert into unit_nodes (uuid, type, visibility_level, topic_name, create_datetime,
         last_update_datetime, creator_uuid, unit_uuid)
       select gen_random_uuid(), case when k % 2 = 0 then 'Output' else 'Input' end, unit.visibility_level,
         'topic-' || k || '/of ' || unit.name, unit.create_datetime, unit.create_datetime, $1, unit.uuid
       from units unit, generate_series(1, $2) k where unit.repo_uuid = $3`,
      [owner.uuid, NODES_PER_UNIT, bulkRepo],
    );
    await rig.query(
      `insert into permissions (agent_type, agent_uuid, resource_type, resource_uuid)
       select 'User', creator_uuid, 'Unit', uuid from units where repo_uuid = $1
       union all select 'User', creator_uuid, 'UnitNode', uuid from unit_nodes where creator_uuid = $2`,
      [bulkRepo, owner.uuid],
    );
    await rig.query('analyze units, unit_nodes, permissions');
  };

  beforeAll(async () => {
    rig = await UnitsRig.start();
    await seed();
  });
  afterAll(() => rig.stop());

  describe('cost the same whatever the size of the page', () => {
    const costOf = async (actor: Actor & { uuid: string }, ask: () => Promise<unknown>) => {
      let statements = 0;
      const original = Client.prototype.query;
      const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
        this: Client,
        ...args: unknown[]
      ) {
        const asking = currentCause()?.actor;
        if (asking && 'uuid' in asking && asking.uuid === actor.uuid) statements += 1;
        return original.apply(this, args as never) as never;
      } as never);
      fleet.valueQuestions.length = 0;
      try {
        await ask();
      } finally {
        spy.mockRestore();
      }
      return { statements, questions: fleet.valueQuestions.length };
    };

    const touch = () =>
      rig.query('update units set name = name where name = $1', ['bulk-0000']).then(() => undefined);

    it.each([
      ['Units', {}, { statements: 1, questions: 0 }],
      ['Units with nodes', { includeUnitNodes: true }, { statements: 2, questions: 1 }],
      ['Units far behind', { includeUnitNodes: true, offset: 1_000 }, { statements: 2, questions: 1 }],
    ])('%s, counted once for as long as nothing changes', async (_, request, cost) => {
      for (const limit of [10, 100]) {
        await touch();
        const first = { ...cost, statements: cost.statements + 1 };
        expect(await costOf(owner, () => units(owner, { ...request, limit }))).toEqual(first);
        expect(await costOf(owner, () => units(owner, { ...request, limit }))).toEqual(cost);
      }
    });

    it('Units with how they stand in the fleet, and filtered by it: counted each time', async () => {
      const request = { isOnline: false, isOutdated: false, includeUnitState: false };
      for (const limit of [10, 100]) {
        const cost = await costOf(owner, async () => {
          const page = await units(owner, { ...request, limit });
          expect(page).toMatchObject({ count: UNITS, units: { length: limit } });
          expect(page.units[0]).toMatchObject({ isOnline: false, isOutdated: false, targetCommit: null });
        });
        expect(cost).toEqual({ statements: 2, questions: 0 });
      }
    });

    it('nodes', async () => {
      await nodes(owner, { limit: 1 });
      for (const limit of [10, 100, 500])
        expect(await costOf(owner, () => nodes(owner, { limit }))).toEqual({ statements: 1, questions: 1 });
    });

    it('levels that are asked for: whether there are permissions is a question of its own', async () => {
      const request = { visibilityLevel: ['Public'], limit: 10 };
      await units(owner, request);
      expect(await costOf(owner, () => units(owner, request))).toEqual({ statements: 2, questions: 0 });
    });
  });

  it('pages neither repeat nor leave out, however deep', async () => {
    const all = await units(owner, { limit: 0 });
    expect(all.count).toBe(UNITS);
    expect(new Set(all.names).size).toBe(UNITS);
    for (const [actor, request] of [
      [owner, {}],
      [owner, { orderByCreateDate: 'asc' }],
      [owner, { orderByCreateDate: null, orderByLastUpdate: 'asc' }],
      [ANONYMOUS, { includeUnitNodes: true }],
      [owner, { searchString: 'BULK 1' }],
    ] as const) {
      const whole = await units(actor, request);
      const paged: string[] = [];
      for (const offset of [0, 400, 800, 990, 1_000, 1_001, 1_200])
        paged.push(...(await units(actor, { ...request, offset, limit: 7 })).names);
      const expected = [0, 400, 800, 990, 1_000, 1_001, 1_200].flatMap((offset) =>
        whole.names.slice(offset, offset + 7),
      );
      expect(paged).toEqual(expected);
      expect(whole.names).toHaveLength(whole.count);
      expect((await units(actor, { ...request, offset: 5_000, limit: 7 })).names).toEqual([]);
    }
    const sorted = [...all.units].sort(
      (one, other) =>
        other.createDatetime.getTime() - one.createDatetime.getTime() ||
        other.lastUpdateDatetime.getTime() - one.lastUpdateDatetime.getTime() ||
        (one.name < other.name ? -1 : 1),
    );
    expect(all.names).toEqual(sorted.map(({ name }) => name));
    const nodesBehind = await nodes(owner, { offset: 2_001, limit: 5 });
    const allNodes = await nodes(owner, {});
    expect(nodesBehind.unitNodes).toEqual(allNodes.unitNodes.slice(2_001, 2_006));
  });

  it('show by 4.3 what the agent sees, and count it', async () => {
    const [publics, internals, privates] = [(UNITS / 10) * 8, UNITS / 10, UNITS / 10];
    const holder = newUser();
    fleet.users.add(holder.uuid);
    const bystander = newUser();
    const [hidden] = (await units(owner, { visibilityLevel: ['Private'], limit: 1 })).units;
    await rig.ask(owner, createUnitPermission, {
      agentUuid: holder.uuid,
      agentType: 'User',
      resourceUuid: hidden?.uuid ?? '',
      resourceType: 'Unit',
    });
    const counts = async (actor: Actor) => {
      const requests: UnitRequest[] = [
        {},
        { visibilityLevel: ['Public'] },
        { visibilityLevel: ['Internal', 'Private'] },
        { visibilityLevel: ['Secret'] },
        { visibilityLevel: [] },
        { visibilityLevel: null },
      ];
      const found: number[] = [];
      for (const request of requests) {
        const { count, names } = await units(actor, { ...request, reposUuids: [bulkRepo] });
        expect(names).toHaveLength(count);
        found.push(count);
      }
      return found;
    };
    const open = publics + internals;
    expect(await counts(owner)).toEqual([UNITS, publics, internals + privates, 0, 0, 0]);
    expect(await counts(holder)).toEqual([open + 1, publics, internals + 1, 0, 0, 0]);
    expect(await counts(bystander)).toEqual(Array(6).fill(open));
    expect(await counts(asUnit({ uuid: randomUUID() }))).toEqual(Array(6).fill(open));
    expect(await counts(ANONYMOUS)).toEqual(Array(6).fill(publics));
    expect((await nodes(bystander, { visibilityLevel: ['Private'] })).count).toBe(open * NODES_PER_UNIT);
    expect((await nodes(owner, { visibilityLevel: ['Private'] })).count).toBe(privates * NODES_PER_UNIT);
  });

  it('count anew after any change, also one that was under way while they were counted', async () => {
    const repo = randomUUID();
    const add = (to: { query(text: string, values: unknown[]): Promise<unknown> }, level: string) =>
      to.query(
        `insert into units (uuid, visibility_level, name, create_datetime, last_update_datetime,
           is_auto_update_from_repo_unit, creator_uuid, repo_uuid)
         values (gen_random_uuid(), $1, gen_random_uuid()::text, now(), now(), true, $2, $3)`,
        [level, owner.uuid, repo],
      );
    const count = async (actor: Actor = owner) => (await units(actor, { repoUuid: repo, limit: 1 })).count;
    for (const level of ['Public', 'Public', 'Private']) await add(rig, level);
    expect([await count(), await count(ANONYMOUS)]).toEqual([2, 2]);
    const slow = await rig.begin();
    await add(slow, 'Public');
    await add(rig, 'Public');
    expect([await count(), await count()]).toEqual([3, 3]);
    await slow.commitTransaction();
    await slow.release();
    expect([await count(), await count(ANONYMOUS)]).toEqual([4, 4]);

    for (let time = 0; time < 250; time += 1)
      await rig.query('update units set name = name where repo_uuid = $1', [repo]);
    expect([await count(), await count()]).toEqual([4, 4]);
    const [changes] = await rig.query<{ pieces: number }>('select count(*)::int as pieces from list_changes');
    expect(changes?.pieces).toBeLessThan(250);

    await rig.query(
      `insert into permissions (agent_type, agent_uuid, resource_type, resource_uuid)
         select 'User', $1, 'Unit', uuid from units where repo_uuid = $2 and visibility_level = 'Private'`,
      [owner.uuid, repo],
    );
    expect([await count(), await count(ANONYMOUS)]).toEqual([5, 4]);
    await rig.query(`update units set visibility_level = 'Internal' where repo_uuid = $1`, [repo]);
    expect([await count(), await count(ANONYMOUS)]).toEqual([5, 0]);
    await rig.query('delete from units where repo_uuid = $1', [repo]);
    expect([await count(), await count(ANONYMOUS)]).toEqual([0, 0]);
  });

  it('take every filter, alone and together', async () => {
    const request = async (one: UnitRequest) => (await units(owner, one)).count;
    const { units: page } = await units(owner, { limit: 3 });
    const uuids = page.map(({ uuid }) => uuid);
    expect(await request({ uuids })).toBe(3);
    expect(await request({ uuids, creatorUuid: owner.uuid, repoUuid: bulkRepo })).toBe(3);
    expect(await request({ creatorUuid: randomUUID() })).toBe(0);
    expect(await request({ repoUuid: randomUUID() })).toBe(0);
    expect(await request({ reposUuids: [bulkRepo, randomUUID()] })).toBe(UNITS);
    expect(await request({ isAutoUpdateFromRepoUnit: true })).toBe(UNITS / 2);
    expect(await request({ isAutoUpdateFromRepoUnit: false, visibilityLevel: ['Internal'] })).toBe(0);
    expect(await request({ searchString: '  lk-12  BULK ' })).toBe(60);
    expect(await request({ searchString: '12 nothing' })).toBe(0);
    expect(await request({ searchString: '%' })).toBe(0);
    expect(await request({ searchString: ' ' })).toBe(UNITS);
    const ofNodes = async (one: NodeRequest) => (await nodes(owner, one)).count;
    expect(await ofNodes({ searchString: 'BULK-0007 topic-2' })).toBe(1);
    expect(await ofNodes({ unitUuid: uuids[0], type: ['Input'] })).toBe(NODES_PER_UNIT / 2);
    expect(await ofNodes({ unitUuid: uuids[0], type: [] })).toBe(0);
    expect(await ofNodes({ unitUuid: uuids[0], type: null })).toBe(0);
    expect(await ofNodes({ unitUuid: uuids[0], type: ['Other'] })).toBe(0);
    expect(await ofNodes({ outputUuid: randomUUID() })).toBe(0);
    const ascending = await nodes(owner, { orderByCreateDate: 'asc', limit: 1 });
    expect(ascending.unitNodes[0]?.createDatetime).toEqual(new Date('2020-01-01'));
  });

  it('10B.34: without types of nodes no nodes are nested, and the Units stay', async () => {
    const request = { includeUnitNodes: true, limit: 2 } as const;
    for (const unitNodeType of [null, [], ['Other']]) {
      const { count, units: found } = await units(owner, { ...request, unitNodeType });
      expect(count).toBe(UNITS);
      expect(found.map(({ unitNodes }) => unitNodes)).toEqual([[], []]);
    }
    const all = await units(owner, request);
    expect(all.units.map(({ unitNodes }) => unitNodes.length)).toEqual([NODES_PER_UNIT, NODES_PER_UNIT]);
  });

  it('with nodes follow what becomes of the nodes', async () => {
    const maker = newUser();
    const repo: PlayedRepo = fleet.addRepo();
    fleet.push(repo, version([], []), 'v1');
    const unit = await rig.create(maker, repo);
    const isListed = async () =>
      (await units(maker, { includeUnitNodes: true, uuids: [unit.uuid] })).count === 1;
    const follow = async (files: Record<string, string>) => {
      fleet.push(repo, files, `v${fleet.mirrors.get(repo.repositoryRegistryUuid)?.length}`);
      await rig.ask(maker, updateUnit, { uuid: unit.uuid });
    };
    expect(await isListed()).toBe(false);
    await follow(version(['in'], ['out']));
    expect(await isListed()).toBe(true);
    await follow(version(['in'], []));
    expect(await isListed()).toBe(true);
    const input = await rig.node(maker, unit, 'in');
    await rig.ask(maker, updateUnitNode, { uuid: input.uuid, visibilityLevel: 'Private' });
    expect(
      (await units(ANONYMOUS, { includeUnitNodes: true, uuids: [unit.uuid] })).units[0]?.unitNodes,
    ).toHaveLength(1);
    await follow(version([], []));
    expect(await isListed()).toBe(false);
  });
});
