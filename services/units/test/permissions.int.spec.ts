import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createUnitNodeEdge,
  createUnitPermission,
  deleteUnit,
  deleteUnitNodeEdge,
  deleteUnitPermission,
  findExistingUnits,
  getUnit,
  getUnitNode,
  getUnitSchema,
  listUnitPermissions,
  nodeTopic,
  unitAccessChanged,
  unitNodeAccessChanged,
  unitPermissionCreated,
  unitPermissionDeleted,
  updateUnit,
  updateUnitNode,
  type Actor,
  type OperationRequest,
  type UnitNodeView,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { mayUse } from './support/may-use';
import { asUnit, DOMAIN, newUser, UnitsRig, version } from './support/units-rig';

const DENIED = '403: 1: No Access';
const UNKNOWN = '422: 2: Validation Error';
const REFUSED = '422: 4: Permission Validation Error';

type NewPermission = OperationRequest<typeof createUnitPermission>;

describe('permissions', () => {
  let rig: UnitsRig;
  let repo: PlayedRepo;
  const maker = newUser();
  const guest = newUser();
  const stranger = newUser();

  const topicOf = (node: UnitNodeView) => nodeTopic(DOMAIN, node.uuid, node.topicName);
  const may = (unit: UnitView, action: 'publish' | 'subscribe', node: UnitNodeView) =>
    mayUse(rig, unit, action, topicOf(node));
  const grant = (agent: Actor & { uuid: string }, resource: UnitView | UnitNodeView, actor: Actor = maker) =>
    rig.ask(actor, createUnitPermission, {
      agentUuid: agent.uuid,
      agentType: agent.kind as 'User' | 'Unit',
      resourceUuid: resource.uuid,
      resourceType: 'topicName' in resource ? 'UnitNode' : 'Unit',
    });
  const revoke = (agent: { uuid: string }, resource: { uuid: string }, actor: Actor = maker) =>
    rig.ask(actor, deleteUnitPermission, { agentUuid: agent.uuid, resourceUuid: resource.uuid });
  const privateUnit = () => rig.create(maker, repo, { visibilityLevel: 'Private' });
  const unitAgent = (unit: UnitView) => asUnit(unit) as Actor & { uuid: string };

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    fleet.push(repo, version(['in/pepeunit'], ['out/pepeunit']), 'v1');
    for (const { uuid } of [maker, guest, stranger]) fleet.users.add(uuid);
  });
  afterAll(() => rig.stop());

  describe('of Users', () => {
    it('10B.1: are given, shown and taken by the creator of the resource alone', async () => {
      const unit = await privateUnit();
      const node = await rig.node(maker, unit, 'out/pepeunit');
      for (const resource of [unit, node]) {
        const key = {
          resourceUuid: resource.uuid,
          resourceType: resource === unit ? 'Unit' : 'UnitNode',
        } as const;
        for (const actor of [stranger, guest, ANONYMOUS, asUnit(unit), { kind: 'Backend' } as const]) {
          await expect(grant(guest, resource, actor)).rejects.toThrow(DENIED);
          await expect(rig.ask(actor, listUnitPermissions, key)).rejects.toThrow(DENIED);
        }
        const given = await grant(guest, resource);
        expect(given).toEqual({
          uuid: expect.any(String),
          agentUuid: guest.uuid,
          agentType: 'User',
          ...key,
        });
        await expect(revoke(guest, resource, stranger)).rejects.toThrow(DENIED);
        await expect(grant(guest, resource)).rejects.toThrow(REFUSED);
      }
      expect((await rig.ask(guest, getUnit, { uuid: unit.uuid })).uuid).toBe(unit.uuid);
      expect((await rig.ask(guest, getUnitNode, { uuid: node.uuid })).uuid).toBe(node.uuid);
      expect(await revoke(guest, unit)).toEqual({ isKnown: true });
      await expect(rig.ask(guest, getUnit, { uuid: unit.uuid })).rejects.toThrow(DENIED);
      const pair = { agentUuid: guest.uuid, resourceUuid: unit.uuid };
      for (const event of [unitPermissionCreated, unitPermissionDeleted])
        await eventually(() =>
          expect(fleet.eventsOf(event)).toContainEqual(expect.objectContaining({ data: pair })),
        );
      // The agent itself gives up access.
      expect(await revoke(guest, node, guest)).toEqual({ isKnown: true });
      await expect(rig.ask(guest, getUnitNode, { uuid: node.uuid })).rejects.toThrow(DENIED);
      await expect(revoke(guest, node)).rejects.toThrow(UNKNOWN);
    });

    it('are listed in the order of their making, by pages and kinds of agents', async () => {
      const unit = await privateUnit();
      const other = await privateUnit();
      await grant(guest, unit);
      await grant(unitAgent(other), unit);
      await grant(stranger, unit);
      const list = async (request: object) => {
        const key = { resourceUuid: unit.uuid, resourceType: 'Unit' } as const;
        const answer = await rig.ask(maker, listUnitPermissions, { ...key, ...request });
        return { count: answer.count, agents: answer.permissions.map(({ agentUuid }) => agentUuid) };
      };
      const all = await list({});
      expect(all.count).toBe(5);
      expect(all.agents.slice(0, 2).sort()).toEqual([maker.uuid, unit.uuid].sort());
      expect(all.agents.slice(2)).toEqual([guest.uuid, other.uuid, stranger.uuid]);
      expect(await list({ offset: 2, limit: 2 })).toEqual({ count: 5, agents: [guest.uuid, other.uuid] });
      expect(await list({ agentType: 'User', limit: 0 })).toEqual({
        count: 3,
        agents: [maker.uuid, guest.uuid, stranger.uuid],
      });
      expect((await list({ agentType: 'Unit' })).count).toBe(2);
      await expect(list({ agentType: 'Repo' })).rejects.toThrow(REFUSED);
      // A permission that lists use, too.
      await rig.ask(maker, deleteUnit, { uuid: other.uuid });
      expect((await list({})).count).toBe(4);
    });

    it('10B.25: are for Units and nodes, held by Users and Units, and both must exist', async () => {
      const unit = await privateUnit();
      const permission: NewPermission = {
        agentUuid: guest.uuid,
        agentType: 'User',
        resourceUuid: unit.uuid,
        resourceType: 'Unit',
      };
      const create = (change: Partial<NewPermission>) =>
        rig.ask(maker, createUnitPermission, { ...permission, ...change });
      for (const resourceType of ['User', 'Repo'] as const) {
        await expect(create({ resourceType })).rejects.toThrow(REFUSED);
        await expect(
          rig.ask(maker, listUnitPermissions, { resourceUuid: guest.uuid, resourceType }),
        ).rejects.toThrow(REFUSED);
      }
      for (const agentType of ['Repo', 'UnitNode'] as const)
        await expect(create({ agentType })).rejects.toThrow(REFUSED);
      for (const change of [
        { resourceUuid: randomUUID() },
        { agentUuid: randomUUID() },
        { agentUuid: unit.uuid },
        { agentType: 'Unit' },
        { resourceType: 'UnitNode' },
      ] as const)
        await expect(create(change)).rejects.toThrow(UNKNOWN);
      expect(await revoke(guest, { uuid: randomUUID() })).toEqual({ isKnown: false });
    });

    it('exist once, also in a race', async () => {
      const unit = await privateUnit();
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => grant(guest, unit)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason.message).toContain(REFUSED);
    });

    it('stay where they came with creation', async () => {
      const unit = await privateUnit();
      const node = await rig.node(maker, unit, 'in/pepeunit');
      for (const resource of [unit, node])
        for (const agent of [unit, maker]) await expect(revoke(agent, resource)).rejects.toThrow(REFUSED);
      expect((await rig.nodes(asUnit(unit), unit)).length).toBe(2);
    });
  });

  it('findExistingUnits answers those that are there', async () => {
    const unit = await privateUnit();
    const answer = await rig.ask(maker, findExistingUnits, { uuids: [randomUUID(), unit.uuid] });
    expect(answer).toEqual({ uuids: [unit.uuid] });
  });

  describe('of Units', () => {
    const accessVersion = (unit: UnitView) =>
      fleet.eventsOf(unitAccessChanged, unit.uuid).at(-1)?.data.accessVersion ?? 0;
    const accessGrows = (unit: UnitView, since: number) =>
      eventually(() => expect(accessVersion(unit)).toBeGreaterThan(since));

    it('open topics, and close them when the device has its new schema', async () => {
      const sender = await privateUnit();
      const listener = await privateUnit();
      const output = await rig.node(maker, sender, 'out/pepeunit');
      expect(await may(listener, 'subscribe', output)).toBe(false);
      let before = accessVersion(listener);
      await grant(unitAgent(listener), output);
      await accessGrows(listener, before);
      expect(await may(listener, 'subscribe', output)).toBe(true);

      before = accessVersion(listener);
      await expect(revoke(listener, output, asUnit(listener))).rejects.toThrow(DENIED);
      await revoke(listener, output);
      await accessGrows(listener, before);
      expect(await may(listener, 'subscribe', output)).toBe(true);
      await rig.ask(asUnit(listener), getUnitSchema, { uuid: listener.uuid });
      expect(await may(listener, 'subscribe', output)).toBe(false);
    });

    it('end an edge with them, SchemaUpdate first', async () => {
      const sender = await privateUnit();
      const receiver = await privateUnit();
      const output = await rig.node(maker, sender, 'out/pepeunit');
      const input = await rig.node(maker, receiver, 'in/pepeunit');
      const key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
      await rig.ask(maker, createUnitNodeEdge, key);
      await revoke(receiver, output);
      await expect(rig.ask(maker, deleteUnitNodeEdge, key)).rejects.toThrow(UNKNOWN);
      expect(await may(receiver, 'subscribe', output)).toBe(true);
      await rig.connect(receiver);
      await eventually(() => expect(rig.commands(receiver)).toHaveLength(1));
      expect(rig.commands(receiver)[0]?.payload).toBe('{"COMMAND":"SchemaUpdate"}');
      const { schema } = await rig.ask(asUnit(receiver), getUnitSchema, { uuid: receiver.uuid });
      expect(schema['input_topic']).toEqual({ 'in/pepeunit': [topicOf(input)] });
      expect(await may(receiver, 'subscribe', output)).toBe(false);
      await expect(rig.ask(asUnit(sender), getUnitNode, { uuid: input.uuid })).rejects.toThrow(DENIED);
    });

    it('10B.24: those of an edge go with it, those that a User gave stay', async () => {
      const sender = await privateUnit();
      const receiver = await privateUnit();
      const output = await rig.node(maker, sender, 'out/pepeunit');
      const input = await rig.node(maker, receiver, 'in/pepeunit');
      await grant(unitAgent(receiver), output);
      const key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
      await rig.ask(maker, createUnitNodeEdge, key);
      await rig.ask(maker, deleteUnitNodeEdge, key);
      const held = await rig.query<{ resource_uuid: string }>(
        `select resource_uuid from permissions
         where (agent_uuid = $1 and resource_uuid = any($2)) or (agent_uuid = $3 and resource_uuid = any($4))`,
        [sender.uuid, [receiver.uuid, input.uuid], receiver.uuid, [sender.uuid, output.uuid]],
      );
      expect(held).toEqual([{ resource_uuid: output.uuid }]);
      await rig.ask(asUnit(receiver), getUnitSchema, { uuid: receiver.uuid });
      expect(await may(receiver, 'subscribe', output)).toBe(true);
      await expect(rig.ask(asUnit(sender), getUnitNode, { uuid: input.uuid })).rejects.toThrow(DENIED);
      await expect(rig.ask(asUnit(sender), getUnit, { uuid: receiver.uuid })).rejects.toThrow(DENIED);
    });

    it.each(['node', 'Unit'] as const)(
      'a %s made private is lost by whoever used its topics',
      async (what) => {
        const owner = await rig.create(maker, repo);
        const output = await rig.node(maker, owner, 'out/pepeunit');
        const input = await rig.node(maker, owner, 'in/pepeunit');
        await rig.ask(maker, updateUnitNode, { uuid: input.uuid, isRewritableInput: true });
        const [listener, writer, friend, linked] = await Promise.all(
          [1, 2, 3, 4].map(() => rig.create(stranger, repo)),
        );
        if (!listener || !writer || !friend || !linked) throw new Error('no Units');
        const linkedInput = await rig.node(stranger, linked, 'in/pepeunit');
        const key = { nodeOutputUuid: output.uuid, nodeInputUuid: linkedInput.uuid };
        await rig.ask(stranger, createUnitNodeEdge, key);
        // What came with the edge is taken while it has no effect: then only the level keeps the node seen.
        await revoke(linked, output);
        await grant(unitAgent(friend), output);
        expect(await may(listener, 'subscribe', output)).toBe(true);
        expect(await may(friend, 'subscribe', output)).toBe(true);
        expect(await may(writer, 'publish', input)).toBe(true);
        const before = new Map([listener, writer, linked].map((unit) => [unit, accessVersion(unit)]));
        const friendBefore = (
          await rig.query<{ access_version: number }>('select access_version from units where uuid = $1', [
            friend.uuid,
          ])
        )[0]?.access_version;

        if (what === 'Unit')
          await rig.ask(maker, updateUnit, { uuid: owner.uuid, visibilityLevel: 'Private' });
        else
          for (const { uuid } of [output, input])
            await rig.ask(maker, updateUnitNode, { uuid, visibilityLevel: 'Private' });
        for (const [unit, since] of before) await accessGrows(unit, since);
        expect(await may(writer, 'publish', input)).toBe(false);
        expect(await may(listener, 'subscribe', output)).toBe(true);
        await expect(rig.ask(stranger, deleteUnitNodeEdge, key)).rejects.toThrow(UNKNOWN);
        for (const unit of [listener, linked])
          await rig.ask(asUnit(unit), getUnitSchema, { uuid: unit.uuid });
        expect(await may(listener, 'subscribe', output)).toBe(false);
        expect(await may(linked, 'subscribe', output)).toBe(false);
        expect(await may(friend, 'subscribe', output)).toBe(true);
        const friendAfter = (
          await rig.query<{ access_version: number }>('select access_version from units where uuid = $1', [
            friend.uuid,
          ])
        )[0]?.access_version;
        expect(friendAfter).toBe(friendBefore);
      },
    );

    it('a device that has its new schema and listens on is sent away', async () => {
      const owner = await rig.create(maker, repo);
      const output = await rig.node(maker, owner, 'out/pepeunit');
      const listener = await rig.create(stranger, repo);
      expect(await may(listener, 'subscribe', output)).toBe(true);
      await rig.ask(maker, updateUnitNode, { uuid: output.uuid, visibilityLevel: 'Private' });
      fleet.isBrokerAway = true;
      await rig.ask(asUnit(listener), getUnitSchema, { uuid: listener.uuid });
      rig.advanceClock(4_000);
      await eventually(() => expect(fleet.kicksRefused).toBeGreaterThan(0));
      fleet.isBrokerAway = false;
      await eventually(() => expect(fleet.kickedHearers).toContainEqual([listener.uuid, topicOf(output)]));
      await eventually(async () =>
        expect(
          await rig.query('select 1 from subscription_graces where unit_uuid = $1', [listener.uuid]),
        ).toEqual([]),
      );
      expect(await may(listener, 'subscribe', output)).toBe(false);
    });

    it('an Input that is no longer for others is closed to who wrote to it', async () => {
      const owner = await rig.create(maker, repo);
      const input = await rig.node(maker, owner, 'in/pepeunit');
      const writer = await rig.create(stranger, repo);
      await rig.ask(maker, updateUnitNode, { uuid: input.uuid, isRewritableInput: true });
      expect(await may(writer, 'publish', input)).toBe(true);
      const before = accessVersion(writer);
      await rig.ask(maker, updateUnitNode, { uuid: input.uuid, isRewritableInput: false });
      await accessGrows(writer, before);
      expect(await may(writer, 'publish', input)).toBe(false);
      await eventually(() =>
        expect(fleet.eventsOf(unitNodeAccessChanged, input.uuid).map(({ data }) => data)).toMatchObject([
          { uuid: input.uuid, unitUuid: owner.uuid, type: 'Input', isRewritableInput: true },
          { isRewritableInput: false, visibilityLevel: 'Public' },
        ]),
      );
    });

    it('a device that keeps listening is refused after a while, and sent away', async () => {
      const owner = await rig.create(maker, repo);
      const output = await rig.node(maker, owner, 'out/pepeunit');
      const listener = await rig.create(stranger, repo);
      expect(await may(listener, 'subscribe', output)).toBe(true);
      await rig.ask(maker, updateUnitNode, { uuid: output.uuid, visibilityLevel: 'Private' });
      expect(await may(listener, 'subscribe', output)).toBe(true);
      rig.advanceClock(34_000);
      await eventually(() => expect(fleet.kickedHearers).toContainEqual([listener.uuid, topicOf(output)]));
      expect(await may(listener, 'subscribe', output)).toBe(false);
    });
  });
});
