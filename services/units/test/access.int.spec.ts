import {
  authorizeNode,
  authorizeUnitLogs,
  ANONYMOUS,
  createUnitNodeEdge,
  deleteUnit,
  deleteUnitNodeEdge,
  getDeviceAccess,
  getNodeAccess,
  getUnit,
  getUnitEnv,
  getUnitNode,
  getUnitSchema,
  getUnitStateStorage,
  listDeviceAccess,
  listNodeAccess,
  listUnitNodes,
  listUnits,
  nodeTopic,
  resolveUnitToken,
  setInputState,
  setUnitStateStorage,
  unitAccessChanged,
  updateUnit,
  updateUnitNode,
  userBlocked,
  userUnblocked,
  type Actor,
  type UnitNodeView,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { mayUse } from './support/may-use';
import { asUnit, DOMAIN, newUser, UnitsRig, version } from './support/units-rig';

const DENIED = '403: 1: No Access';

describe('access', () => {
  let rig: UnitsRig;
  const maker = newUser();
  const stranger = newUser();
  let repo: PlayedRepo;
  let open: UnitView;
  let hidden: UnitView;

  const topicOf = (node: UnitNodeView) => nodeTopic(DOMAIN, node.uuid, node.topicName);
  const may = (unit: UnitView, action: 'publish' | 'subscribe', topic: string) =>
    mayUse(rig, unit, action, topic);

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    fleet.push(repo, version(['in/pepeunit'], ['out/pepeunit']), 'v1');
    open = await rig.create(maker, repo);
    hidden = await rig.create(maker, repo, { visibilityLevel: 'Private' });
  });
  afterAll(() => rig.stop());

  describe('of agents', () => {
    it('10B.4: shows private Units and their nodes to their creator alone, and counts rightly', async () => {
      const list = async (actor: Actor) => {
        const { count, units } = await rig.ask(actor, listUnits, { reposUuids: [repo.uuid] });
        expect(count).toBe(units.length);
        return units.map(({ uuid }) => uuid).sort();
      };
      expect(await list(maker)).toEqual([open.uuid, hidden.uuid].sort());
      expect(await list(stranger)).toEqual([open.uuid]);
      expect(await list(ANONYMOUS)).toEqual([open.uuid]);
      expect(await list(asUnit(hidden))).toEqual([open.uuid, hidden.uuid].sort());
      // One who holds permissions for something else sees no more.
      const neighbour = newUser();
      const elsewhere = fleet.addRepo();
      fleet.push(elsewhere, version(['in'], []), 'v1');
      await rig.create(neighbour, elsewhere, { visibilityLevel: 'Private' });
      expect(await list(neighbour)).toEqual([open.uuid]);
      expect(await rig.nodes(neighbour, hidden)).toEqual([]);
      await expect(rig.ask(stranger, getUnit, { uuid: hidden.uuid })).rejects.toThrow(DENIED);
      await expect(rig.ask(ANONYMOUS, getUnit, { uuid: hidden.uuid })).rejects.toThrow(DENIED);
      const [node] = await rig.nodes(maker, hidden);
      expect(node?.visibilityLevel).toBe('Private');
      await expect(rig.ask(stranger, getUnitNode, { uuid: node?.uuid ?? '' })).rejects.toThrow(DENIED);
      expect(await rig.nodes(stranger, hidden)).toEqual([]);
      expect((await rig.nodes(asUnit(hidden), hidden)).length).toBe(2);
    });

    it('refuses what is for the owner', async () => {
      const { uuid } = open;
      const refused = [
        rig.ask(stranger, updateUnit, { uuid, name: 'mine-now' }),
        rig.ask(stranger, deleteUnit, { uuid }),
        rig.ask(stranger, getUnitEnv, { uuid }),
        rig.ask(asUnit(hidden), getUnitEnv, { uuid }),
        rig.ask(stranger, getUnitSchema, { uuid }),
        rig.ask(stranger, getUnitStateStorage, { uuid }),
        rig.ask(stranger, authorizeUnitLogs, { uuid }),
        rig.ask(asUnit(open), updateUnit, { uuid, name: 'self-made' }),
      ];
      for (const outcome of await Promise.allSettled(refused)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { errorCode: 'NoAccess' } });
      }
      await rig.ask(asUnit(open), authorizeUnitLogs, { uuid });
      const output = await rig.node(maker, open, 'out/pepeunit');
      await expect(
        rig.ask(stranger, authorizeNode, { uuid: output.uuid, action: 'configure' }),
      ).rejects.toThrow(DENIED);
      expect(await rig.ask(stranger, authorizeNode, { uuid: output.uuid, action: 'read-data' })).toEqual({
        uuid: output.uuid,
        unitUuid: open.uuid,
        topicName: 'out/pepeunit',
        creatorUuid: maker.uuid,
      });
    });

    it('keeps a text for the Unit', async () => {
      const { uuid } = open;
      expect((await rig.ask(asUnit(open), getUnitStateStorage, { uuid })).state).toBe('');
      await rig.ask(asUnit(open), setUnitStateStorage, { uuid, state: 'ключ\n' });
      expect((await rig.ask(maker, getUnitStateStorage, { uuid })).state).toBe('ключ\n');
      await rig.ask(maker, setUnitStateStorage, { uuid, state: '' });
      expect((await rig.ask(maker, getUnitStateStorage, { uuid })).state).toBe('');
      const state = 'x'.repeat(1_000_001);
      // A longer text than one NATS message holds cannot even be asked for here.
      await expect(rig.ask(maker, setUnitStateStorage, { uuid, state })).rejects.toThrow();
    });
  });

  describe('of nodes', () => {
    it('10B.2: writes to an Input, and to nothing else about it', async () => {
      const input = await rig.node(maker, open, 'in/pepeunit');
      await rig.ask(maker, updateUnitNode, { uuid: input.uuid, maxConnections: 3, isDataPipeActive: false });
      await rig.ask(stranger, setInputState, { uuid: input.uuid, state: 'on' });
      expect(fleet.published).toContainEqual({ topic: topicOf(input), payload: 'on' });
      expect(await rig.ask(maker, getUnitNode, { uuid: input.uuid })).toMatchObject({
        state: 'on',
        maxConnections: 3,
        isDataPipeActive: false,
        visibilityLevel: 'Public',
      });
      await expect(rig.ask(asUnit(hidden), setInputState, { uuid: input.uuid, state: 'x' })).rejects.toThrow(
        DENIED,
      );
      await rig.ask(maker, updateUnitNode, { uuid: input.uuid, isRewritableInput: true });
      await rig.ask(asUnit(hidden), setInputState, { uuid: input.uuid, state: null });
      expect((await rig.ask(maker, getUnitNode, { uuid: input.uuid })).state).toBe('');
      fleet.isBrokerAway = true;
      await expect(rig.ask(maker, setInputState, { uuid: input.uuid, state: 'lost' })).rejects.toThrow(
        '422: 10: MQTT Error',
      );
      fleet.isBrokerAway = false;
      expect((await rig.ask(maker, getUnitNode, { uuid: input.uuid })).state).toBe('');
      const output = await rig.node(maker, open, 'out/pepeunit');
      await expect(rig.ask(maker, setInputState, { uuid: output.uuid, state: 'x' })).rejects.toThrow(
        '422: 8: UnitNode Validation Error',
      );
    });

    it('says so when values cannot be had', async () => {
      fleet.isDatapipeAway = true;
      await expect(rig.nodes(maker, open)).rejects.toThrow('503: 91: Service Unavailable');
      fleet.isDatapipeAway = false;
    });

    it('follows a stricter Unit, and may not be looser', async () => {
      const unit = await rig.create(maker, repo);
      await rig.ask(maker, updateUnit, { uuid: unit.uuid, visibilityLevel: 'Internal' });
      const nodes = await rig.nodes(maker, unit);
      expect(nodes.map((node) => node.visibilityLevel)).toEqual(['Internal', 'Internal']);
      await expect(
        rig.ask(maker, updateUnitNode, { uuid: nodes[0]?.uuid ?? '', visibilityLevel: 'Public' }),
      ).rejects.toThrow('422: 2: Validation Error');
    });
  });

  describe('of devices', () => {
    it('10B.29: knows direction, sight and place of a topic', async () => {
      const own = await rig.nodes(maker, open);
      const output = own.find(({ type }) => type === 'Output') as UnitNodeView;
      const hiddenOutput = await rig.node(maker, hidden, 'out/pepeunit');
      const other = await rig.create(maker, repo);
      const input = await rig.node(maker, other, 'in/pepeunit');

      expect(await may(open, 'publish', topicOf(output))).toBe(true);
      expect(await may(other, 'publish', topicOf(output))).toBe(false);
      expect(await may(other, 'subscribe', topicOf(output))).toBe(true);
      expect(await may(other, 'subscribe', topicOf(hiddenOutput))).toBe(false);
      expect(await may(hidden, 'subscribe', topicOf(hiddenOutput))).toBe(true);
      expect(await may(open, 'publish', topicOf(input))).toBe(false);
      await rig.ask(maker, updateUnitNode, { uuid: input.uuid, isRewritableInput: true });
      expect(await may(open, 'publish', topicOf(input))).toBe(true);
      expect(await may(open, 'subscribe', topicOf(input))).toBe(false);
      expect(await may(open, 'subscribe', `${DOMAIN}/${output.uuid}`)).toBe(false);
      const vanished = `${DOMAIN}/11111111-1111-4111-8111-111111111111/pepeunit`;
      expect(await may(open, 'subscribe', vanished)).toBe(true);
      expect(await may(open, 'publish', vanished)).toBe(false);
    });

    it('is told of all Units and nodes page by page, as of each of them', async () => {
      const platform = { kind: 'Backend' } as const;
      const listener = await rig.create(maker, repo);
      const output = await rig.node(maker, open, 'out/pepeunit');
      expect(await may(listener, 'subscribe', topicOf(output))).toBe(true);
      const units = new Map<string, unknown>();
      const take = async (after: string | null): Promise<void> => {
        const page = (await rig.ask(platform, listDeviceAccess, { after, limit: 2 })).units;
        for (const { sights, ...access } of page) {
          const { unitUuid } = access;
          expect(access).toEqual(await rig.ask(platform, getDeviceAccess, { unitUuid }));
          units.set(unitUuid, sights);
        }
        if (page.length === 2) await take(page[1]!.unitUuid);
      };
      await take(null);
      const [all] = await rig.query<{ count: number }>('select count(*)::int as count from units');
      expect(units.size).toBe(all?.count);
      const question = { unitUuid: listener.uuid, nodeUuid: output.uuid };
      const { node, sight } = (await rig.ask(platform, getNodeAccess, question))!;
      expect(units.get(listener.uuid)).toMatchObject([sight]);
      const first = (await rig.ask(platform, listNodeAccess, { after: null, limit: 1 })).nodes;
      const others = (await rig.ask(platform, listNodeAccess, { after: first[0]!.uuid, limit: 2_000 })).nodes;
      expect([...first, ...others]).toContainEqual(node);
      expect(new Set([...first, ...others].map(({ uuid }) => uuid)).size).toBe(1 + others.length);
    });

    it('ends with the Unit, and with its owner’s standing', async () => {
      const owner = newUser();
      const unit = await rig.create(owner, repo);
      const resolve = () => rig.ask({ kind: 'Backend' }, resolveUnitToken, { uuid: unit.uuid });
      expect(await resolve()).toEqual({ uuid: unit.uuid, creatorUuid: owner.uuid });
      await rig.publish(userBlocked, owner.uuid, { uuid: owner.uuid }, 2);
      await eventually(() => expect(fleet.kicked).toContain(unit.uuid));
      await expect(resolve()).rejects.toThrow(DENIED);
      await rig.publish(userUnblocked, owner.uuid, { uuid: owner.uuid }, 3);
      await eventually(resolve);
      await rig.publish(userBlocked, owner.uuid, { uuid: owner.uuid }, 1);
      await rig.ask(owner, deleteUnit, { uuid: unit.uuid });
      await expect(resolve()).rejects.toThrow(DENIED);
      expect(await rig.ask({ kind: 'Backend' }, getDeviceAccess, { unitUuid: unit.uuid })).toBeNull();
      const question = { unitUuid: unit.uuid, nodeUuid: unit.uuid };
      expect(await rig.ask({ kind: 'Backend' }, getNodeAccess, question)).toBeNull();
    });

    it('an edge opens private nodes to each other, and its end closes them when the schema was fetched', async () => {
      const sender = await rig.create(maker, repo, { visibilityLevel: 'Private' });
      const receiver = await rig.create(maker, repo, { visibilityLevel: 'Private' });
      const output = await rig.node(maker, sender, 'out/pepeunit');
      const input = await rig.node(maker, receiver, 'in/pepeunit');
      const key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
      expect(await may(receiver, 'subscribe', topicOf(output))).toBe(false);
      await rig.ask(maker, createUnitNodeEdge, key);
      await expect(rig.ask(maker, createUnitNodeEdge, key)).rejects.toThrow('422: 8: UnitNode');
      expect(await may(receiver, 'subscribe', topicOf(output))).toBe(true);
      const linked = await rig.ask(asUnit(sender), listUnitNodes, { outputUuid: output.uuid });
      expect(linked.unitNodes.map(({ uuid }) => uuid)).toEqual([input.uuid]);

      await expect(rig.ask(stranger, deleteUnitNodeEdge, key)).rejects.toThrow(DENIED);
      await rig.ask(maker, deleteUnitNodeEdge, key);
      await rig.connect(receiver);
      await eventually(() => expect(rig.commands(receiver)).toHaveLength(1));
      expect(await may(receiver, 'subscribe', topicOf(output))).toBe(true);
      const changes = fleet.eventsOf(unitAccessChanged, receiver.uuid).length;
      await rig.ask(asUnit(receiver), getUnitSchema, { uuid: receiver.uuid });
      expect(await may(receiver, 'subscribe', topicOf(output))).toBe(false);
      await eventually(() =>
        expect(fleet.eventsOf(unitAccessChanged, receiver.uuid).length).toBeGreaterThan(changes),
      );
      await expect(rig.ask(maker, deleteUnitNodeEdge, key)).rejects.toThrow('422: 2: Validation Error');
    });

    it('a device that does not fetch its schema is refused after a while', async () => {
      const sender = await rig.create(maker, repo, { visibilityLevel: 'Private' });
      const receiver = await rig.create(maker, repo);
      const output = await rig.node(maker, sender, 'out/pepeunit');
      const input = await rig.node(maker, receiver, 'in/pepeunit');
      const key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
      await rig.ask(maker, createUnitNodeEdge, key);
      await rig.ask(maker, deleteUnitNodeEdge, key);
      expect(await may(receiver, 'subscribe', topicOf(output))).toBe(true);
      rig.advanceClock(34_000);
      await eventually(async () => expect(await may(receiver, 'subscribe', topicOf(output))).toBe(false));
    });
  });
});
