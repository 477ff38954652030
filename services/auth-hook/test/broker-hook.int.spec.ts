import { createHmac, randomUUID } from 'node:crypto';
import {
  authorizeTokenTopic,
  PLATFORM,
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitNodeAccessChanged,
  unitNodeDeleted,
  userBlocked,
  userUnblocked,
  type NodeAccess,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { signBackendToken, signUnitToken, signUserToken, tokenKey } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import { Redis } from 'ioredis';
import { authentication, authorisation, DOMAIN, HookRig, SECRET_KEY } from './hook-rig';

jest.setTimeout(300_000);

const key = tokenKey(SECRET_KEY);

describe('the broker asks', () => {
  let rig: HookRig;

  beforeAll(async () => {
    rig = await HookRig.start();
  });
  afterAll(() => rig?.stop());

  /** A Unit of a user of its own, with one Output, and one Input that it may hear. */
  const newUnit = (more: { isBlocked?: boolean } = {}) => {
    const [uuid, creatorUuid, output, input] = Array.from({ length: 4 }, () => randomUUID()) as [
      string,
      string,
      string,
      string,
    ];
    const topics = { output: `${DOMAIN}/${output}/pepeunit`, input: `${DOMAIN}/${input}` };
    rig.neighbours.blockedUsers.set(creatorUuid, more.isBlocked ?? false);
    rig.neighbours.access.set(uuid, {
      creatorUuid,
      accessVersion: 1,
      rules: [
        { action: 'publish', topics: [topics.output] },
        { action: 'subscribe', topics: [topics.output, topics.input] },
      ],
    });
    return { uuid, creatorUuid, token: signUnitToken(uuid, key), topics };
  };
  /** A node of a Unit of somebody else. */
  const newNode = (facts: Partial<NodeAccess> = {}) => {
    const access: NodeAccess = {
      uuid: randomUUID(),
      unitUuid: randomUUID(),
      type: 'Output',
      topicName: 'temperature/pepeunit',
      visibilityLevel: 'Public',
      isRewritableInput: false,
      ...facts,
    };
    const version = 1;
    rig.neighbours.nodes.set(access.uuid, { ...access, version });
    return { ...access, version, topic: `${DOMAIN}/${access.uuid}/pepeunit` };
  };
  /** The owner changes a node and tells of it. */
  const changeNode = async (node: NodeAccess & { version: number }, facts: Partial<NodeAccess>) => {
    const changed = { ...rig.neighbours.nodes.get(node.uuid)!, ...facts };
    changed.version += 1;
    rig.neighbours.nodes.set(node.uuid, changed);
    const { version, ...access } = changed;
    await rig.emit(unitNodeAccessChanged, { uuid: node.uuid, version }, access);
  };
  const baseInput = (uuid: string, name: string) => `${DOMAIN}/input_base_topic/${uuid}/${name}`;

  describe('at CONNECT', () => {
    it('a Unit gets in with its own rules, each literal, and is reported', async () => {
      const unit = newUnit();
      const { seen, done } = await rig.sessions();
      await expect(rig.authenticate(unit.token, 'its-client')).resolves.toEqual({
        status: 200,
        result: 'allow',
        is_superuser: false,
        acl: [
          { permission: 'allow', action: 'publish', topics: [`eq ${unit.topics.output}`] },
          {
            permission: 'allow',
            action: 'subscribe',
            topics: [`eq ${unit.topics.output}`, `eq ${unit.topics.input}`],
          },
        ],
      });
      await eventually(() =>
        expect(seen).toContainEqual(
          expect.objectContaining({ kind: 'connected', unitUuid: unit.uuid, clientId: 'its-client' }),
        ),
      );
      done();
    });

    it('is answered from the projection the second time', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      await rig.authenticate(unit.token);
      expect(rig.neighbours.accessAsked.filter((uuid) => uuid === unit.uuid)).toHaveLength(1);
    });

    it.each([
      ['nothing', () => ''],
      ['garbage', () => 'garbage'],
      [
        'a token signed by somebody else',
        () => signUnitToken(randomUUID(), tokenKey('another key of length')),
      ],
      ['an unknown Unit', () => signUnitToken(randomUUID(), key)],
      ['a Unit of a blocked owner', () => newUnit({ isBlocked: true }).token],
      ['a user', () => signUserToken({ uuid: randomUUID(), sid: 'ab' }, key, new Date(Date.now() + 60_000))],
      ['the platform, which has a listener of its own', () => signBackendToken(DOMAIN, key)],
    ])('%s is refused', async (_name, token) => {
      await expect(rig.authenticate(token())).resolves.toEqual({ status: 200, result: 'deny' });
    });

    it.each([
      ['that ends', (uuid: string) => ({ uuid, type: 'Unit', exp: 32_503_680_000 })],
      ['in another order', (uuid: string) => ({ type: 'Unit', uuid })],
    ])(
      'a token of a Unit %s is refused: its connection could not be found to be ended',
      async (_name, claims) => {
        const [header] = newUnit().token.split('.');
        const payload = Buffer.from(JSON.stringify(claims(newUnit().uuid))).toString('base64url');
        const signature = createHmac('sha256', SECRET_KEY).update(`${header}.${payload}`).digest('base64url');
        await expect(rig.authenticate(`${header}.${payload}.${signature}`)).resolves.toEqual({
          status: 200,
          result: 'deny',
        });
      },
    );

    it('a refused Unit is reported', async () => {
      const unit = newUnit({ isBlocked: true });
      const { seen, done } = await rig.sessions();
      await rig.authenticate(unit.token);
      await eventually(() =>
        expect(seen).toContainEqual(expect.objectContaining({ kind: 'refused', unitUuid: unit.uuid })),
      );
      done();
    });

    it('a Unit that was unknown gets in as soon as it is made, and is asked about once until then', async () => {
      const unit = newUnit();
      const access = rig.neighbours.access.get(unit.uuid)!;
      rig.neighbours.access.delete(unit.uuid);
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
      expect(rig.neighbours.accessAsked.filter((uuid) => uuid === unit.uuid)).toHaveLength(1);
      rig.neighbours.access.set(unit.uuid, access);
      const { uuid, creatorUuid } = unit;
      await rig.emit(unitCreated, { uuid, version: 1 }, { uuid, creatorUuid, repoUuid: randomUUID() });
      await eventually(async () =>
        expect(await rig.authenticate(unit.token)).toMatchObject({ result: 'allow' }),
      );
    });

    it('the client id of another Unit is not given away, any other is', async () => {
      const [unit, victim] = [newUnit(), newUnit()];
      await rig.authenticate(victim.token, victim.uuid);
      for (const id of [victim.uuid, victim.uuid.toUpperCase()])
        await expect(rig.authenticate(unit.token, id)).resolves.toMatchObject({ result: 'deny' });
      for (const id of [unit.uuid, randomUUID(), 'Any', ''])
        await expect(rig.authenticate(unit.token, id)).resolves.toMatchObject({ result: 'allow' });
    });

    it.each(['unitfleet-bridge-0', 'unitfleet-control-0', 'unitfleet-'])(
      'the client id %s is for the platform alone: who had it would have the session of a bridge',
      async (id) => {
        await expect(rig.authenticate(newUnit().token, id)).resolves.toMatchObject({ result: 'deny' });
      },
    );

    it('a flood of refusals is counted, and told of once', async () => {
      const unit = newUnit({ isBlocked: true });
      const { seen, done } = await rig.sessions();
      const stranger = signUnitToken(unit.uuid, tokenKey('another key of length'));
      const counted = (reason: string) => rig.metric('auth_hook_refused_total', { reason });
      const before = { blocked: await counted('blocked-owner'), forged: await counted('signature') };
      const asked = rig.neighbours.accessAsked.length;
      for (let index = 0; index < 50; index += 1) {
        await rig.authenticate(stranger);
        await rig.authenticate(unit.token);
      }
      expect(await counted('blocked-owner')).toBe(before.blocked + 50);
      expect(await counted('signature')).toBe(before.forged + 50);
      expect(rig.neighbours.accessAsked.length).toBe(asked + 1);
      await eventually(() =>
        expect(
          seen.filter(({ kind, unitUuid }) => kind === 'refused' && unitUuid === unit.uuid),
        ).toHaveLength(1),
      );
      done();
    });
  });

  describe('about a topic', () => {
    it('own base inputs are allowed and reported: the device listens now', async () => {
      const unit = newUnit();
      const { seen, done } = await rig.sessions();
      const topic = baseInput(unit.uuid, 'update/pepeunit');
      await expect(rig.authorize(unit.token, 'subscribe', topic)).resolves.toMatchObject({ result: 'allow' });
      await eventually(() =>
        expect(seen).toContainEqual(
          expect.objectContaining({ kind: 'subscribed', unitUuid: unit.uuid, baseInput: 'update/pepeunit' }),
        ),
      );
      done();
    });

    it.each<[string, 'publish' | 'subscribe', () => string]>([
      ['base inputs of another Unit', 'subscribe', () => baseInput(randomUUID(), 'update/pepeunit')],
      ['another domain', 'subscribe', () => `elsewhere/${randomUUID()}`],
      ['the whole instance', 'subscribe', () => `${DOMAIN}/#`],
      ['own base inputs, to publish', 'publish', () => baseInput(newUnit().uuid, 'update/pepeunit')],
    ])('%s is refused without asking anybody about it', async (_name, action, topic) => {
      const asked = rig.neighbours.nodesAsked.length;
      await expect(rig.authorize(newUnit().token, action, topic())).resolves.toEqual({
        status: 200,
        result: 'deny',
      });
      expect(rig.neighbours.nodesAsked.length).toBe(asked);
    });

    it('a wildcard over own base inputs reports every command that it hears', async () => {
      const unit = newUnit();
      const { seen, done } = await rig.sessions();
      await expect(rig.authorize(unit.token, 'subscribe', baseInput(unit.uuid, '#'))).resolves.toMatchObject({
        result: 'allow',
      });
      await eventually(() => expect(seen.filter(({ unitUuid }) => unitUuid === unit.uuid)).toHaveLength(4));
      done();
    });

    it('a node of another is asked about once, and then known, by every direction and process', async () => {
      const [unit, node] = [newUnit(), newNode({ type: 'Input', isRewritableInput: true })];
      const second = await rig.another({ DECISION_CACHE_ENTRIES: '0' });
      await expect(rig.authorize(unit.token, 'publish', node.topic)).resolves.toMatchObject({
        result: 'allow',
      });
      for (const hook of [rig.hook, second]) {
        await eventually(() => expect(hook.isReady()).resolves.toBe(true));
        const before = rig.neighbours.nodesAsked.length;
        await expect(rig.authorize(unit.token, 'publish', node.topic, hook)).resolves.toMatchObject({
          result: 'allow',
        });
        await expect(rig.authorize(unit.token, 'subscribe', node.topic, hook)).resolves.toMatchObject({
          result: 'deny',
        });
        expect(rig.neighbours.nodesAsked.length).toBe(before);
      }
      await second.stop();
    });

    it('where no node is: to subscribe is granted, to publish is not', async () => {
      const topic = `${DOMAIN}/${randomUUID()}/pepeunit`;
      const { token } = newUnit();
      await expect(rig.authorize(token, 'subscribe', topic)).resolves.toMatchObject({ result: 'allow' });
      await expect(rig.authorize(token, 'publish', topic)).resolves.toMatchObject({ result: 'deny' });
    });

    it('what a Unit hears that its owner has just deleted is not taken for the absence of the node', async () => {
      const [gone, other, node] = [newUnit(), newUnit(), newNode({ visibilityLevel: 'Private' })];
      await rig.authenticate(gone.token);
      // Its deletion has not been told of yet.
      rig.neighbours.access.delete(gone.uuid);
      await rig.authorize(gone.token, 'publish', node.topic);
      await expect(rig.authorize(other.token, 'subscribe', node.topic)).resolves.toMatchObject({
        result: 'deny',
      });
    });

    it('nothing is allowed to whoever would not get in', async () => {
      const unit = newUnit({ isBlocked: true });
      const topic = baseInput(unit.uuid, 'update/pepeunit');
      await expect(rig.authorize(unit.token, 'subscribe', topic)).resolves.toMatchObject({ result: 'deny' });
      await expect(rig.authorize('garbage', 'subscribe', topic)).resolves.toMatchObject({ result: 'deny' });
      await expect(rig.ask('authorize', { username: unit.token })).resolves.toMatchObject({ result: 'deny' });
    });
  });

  describe('after a change', () => {
    it('of access: new rules hold, and the broker forgets its decisions', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      const access = { ...rig.neighbours.access.get(unit.uuid)!, accessVersion: 2, rules: [] };
      rig.neighbours.access.set(unit.uuid, access);
      await rig.emit(
        unitAccessChanged,
        { uuid: unit.uuid, version: 9 },
        { uuid: unit.uuid, accessVersion: 2 },
      );
      await eventually(() => expect(rig.neighbours.forgotten).toContain(unit.uuid));
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow', acl: [] });
    });

    it('of access: the broker is told until it has heard', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      rig.neighbours.ordersToRefuse = 4;
      const { uuid } = unit;
      await rig.emit(unitAccessChanged, { uuid, version: 9 }, { uuid, accessVersion: 2 });
      await eventually(() => expect(rig.neighbours.forgotten).toContain(uuid));
      expect(rig.neighbours.ordersToRefuse).toBe(0);
    });

    it('of a node: who wrote to it is refused, who was refused may write, and the broker asks again', async () => {
      const [unit, node] = [newUnit(), newNode({ type: 'Input', isRewritableInput: true })];
      const may = async () => (await rig.authorize(unit.token, 'publish', node.topic)).result;
      expect(await may()).toBe('allow');
      const asked = rig.neighbours.nodesAsked.length;
      await changeNode(node, { isRewritableInput: false });
      await eventually(async () => expect(await may()).toBe('deny'));
      rig.neighbours.forgotten.length = 0;
      await changeNode(node, { isRewritableInput: true });
      await eventually(() => expect(rig.neighbours.forgotten).toContain(unit.uuid));
      await eventually(async () => expect(await may()).toBe('allow'));
      // The events said it all.
      expect(rig.neighbours.nodesAsked.length).toBe(asked);
    });

    it('of a node: whoever was refused may write, again and again, whichever process took the event', async () => {
      const second = await rig.another();
      await eventually(() => expect(second.isReady()).resolves.toBe(true));
      const [unit, node] = [newUnit(), newNode({ type: 'Input' })];
      const may = async () => (await rig.authorize(unit.token, 'publish', node.topic)).result;
      const redis = new Redis(rig.redis.url);
      const refused = () => redis.smembers(`auth-hook:refused-writers:${node.uuid}`);
      for (let time = 0; time < 6; time += 1) {
        // Another process may take a note that was made while the change came to it; devices ask again and again, too.
        await eventually(async () => {
          expect(await may()).toBe('deny');
          expect(await refused()).toEqual([unit.uuid]);
        });
        await changeNode(node, { isRewritableInput: true });
        await eventually(async () => expect(await refused()).toEqual([]));
        await eventually(async () => expect(await may()).toBe('allow'));
        await changeNode(node, { isRewritableInput: false });
      }
      redis.disconnect();
      await second.stop();
    });

    it('of a node: nobody is sent away before the grace is known', async () => {
      const [unit, node] = [newUnit(), newNode()];
      const may = async () => (await rig.authorize(unit.token, 'subscribe', node.topic)).result;
      expect(await may()).toBe('allow');
      rig.neighbours.sights.set(unit.uuid + node.uuid, { gracedUntil: new Date(Date.now() + 600_000) });
      const lookups = () => rig.neighbours.nodesAsked.filter(({ nodeUuid }) => nodeUuid === node.uuid).length;
      const before = lookups();
      await changeNode(node, { visibilityLevel: 'Private' });
      await eventually(async () => {
        expect(await may()).toBe('allow');
        expect(lookups()).toBeGreaterThan(before);
      });
      rig.neighbours.sights.set(unit.uuid + node.uuid, { gracedUntil: new Date(0) });
      const { uuid } = unit;
      rig.neighbours.access.get(uuid)!.accessVersion = 2;
      await rig.emit(unitAccessChanged, { uuid, version: 2 }, { uuid, accessVersion: 2 });
      await eventually(async () => expect(await may()).toBe('deny'));
    });

    it('of a node: one that has gone is heard by whoever likes, and written to by nobody', async () => {
      const [unit, node] = [newUnit(), newNode({ visibilityLevel: 'Private' })];
      const may = async (action: 'publish' | 'subscribe') =>
        (await rig.authorize(unit.token, action, node.topic)).result;
      expect(await may('subscribe')).toBe('deny');
      rig.neighbours.nodes.delete(node.uuid);
      const { uuid, unitUuid } = node;
      await rig.emit(unitNodeDeleted, { uuid, version: 2 }, { uuid, unitUuid });
      await eventually(async () => expect(await may('subscribe')).toBe('allow'));
      expect(await may('publish')).toBe('deny');
    });

    it('every process hears of it, whichever took the event', async () => {
      const second = await rig.another();
      await eventually(() => expect(second.isReady()).resolves.toBe(true));
      const unit = newUnit();
      for (const hook of [rig.hook, second])
        await expect(rig.authenticate(unit.token, 'c', hook)).resolves.toMatchObject({ result: 'allow' });
      const user = { uuid: unit.creatorUuid };
      await rig.emit(userBlocked, { ...user, version: 5 }, user);
      for (const hook of [rig.hook, second])
        await eventually(async () =>
          expect(await rig.authenticate(unit.token, 'c', hook)).toMatchObject({ result: 'deny' }),
        );
      await second.stop();
    });

    it('of access: an older answer does not replace a newer one', async () => {
      const unit = newUnit();
      const stale = rig.neighbours.access.get(unit.uuid)!;
      await rig.emit(
        unitAccessChanged,
        { uuid: unit.uuid, version: 9 },
        { uuid: unit.uuid, accessVersion: 2 },
      );
      await eventually(() => expect(rig.neighbours.forgotten).toContain(unit.uuid));
      await rig.ask('authenticate', authentication(unit.token));
      rig.neighbours.access.set(unit.uuid, { ...stale, accessVersion: 2, rules: [] });
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow', acl: [] });
    });

    it('of the owner: a block ends what came in meanwhile, and an unblock lets in again', async () => {
      const unit = newUnit();
      const user = { uuid: unit.creatorUuid };
      await rig.authenticate(unit.token);
      await rig.emit(userBlocked, { ...user, version: 5 }, user);
      await eventually(() => expect(rig.neighbours.kicked).toContain(unit.uuid));
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
      await rig.emit(userUnblocked, { ...user, version: 6 }, user);
      await eventually(async () => expect((await rig.authenticate(unit.token)).result).toBe('allow'));
      const kicks = rig.neighbours.kicked.length;
      await rig.emit(userBlocked, { ...user, version: 5 }, user);
      await eventually(() => expect(rig.neighbours.kicked.length).toBeGreaterThan(kicks));
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow' });
    });

    it('of the owner: what is told late does not undo what the owner of the accounts has said since', async () => {
      const [unit, other] = [newUnit({ isBlocked: true }), newUnit()];
      const user = { uuid: unit.creatorUuid };
      rig.neighbours.userVersions.set(user.uuid, 6);
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
      await rig.emit(userUnblocked, { ...user, version: 4 }, user);
      const { uuid } = other;
      await rig.emit(unitDeleted, { uuid, version: 2 }, { uuid, nodeUuids: [] });
      // Every process hears the log in its order.
      await eventually(async () =>
        expect(await rig.authenticate(other.token)).toMatchObject({ result: 'deny' }),
      );
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
    });

    it('a deleted Unit is out for good', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      await rig.emit(unitDeleted, { uuid: unit.uuid, version: 3 }, { uuid: unit.uuid, nodeUuids: [] });
      await eventually(() => expect(rig.neighbours.kicked).toContain(unit.uuid));
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
    });
  });

  describe('while others are away', () => {
    const rebuild = async (): Promise<object> => {
      const answer = await fetch(`${rig.hook.origin}/projection/rebuild`, { method: 'POST' });
      if (!answer.ok) throw new Error(`the rebuild answered ${answer.status}`);
      return (await answer.json()) as object;
    };
    const filled = () =>
      eventually(async () => {
        const redis = new Redis(rig.redis.url);
        try {
          expect(await redis.hget('auth-hook:state', 'filled')).toBeTruthy();
        } finally {
          redis.disconnect();
        }
      });

    it('nobody is refused for it: who cannot be decided about is told to ask again', async () => {
      const [known, unknown] = [newUnit(), newUnit()];
      await rig.authenticate(known.token);
      await rig.neighbours.fallSilent();
      await expect(rig.authenticate(known.token)).resolves.toMatchObject({ result: 'allow' });
      const questions = [
        rig.ask('authenticate', authentication(unknown.token)),
        rig.ask('authorize', authorisation(known.token, 'publish', `${DOMAIN}/${randomUUID()}`)),
      ];
      for (const question of questions) await expect(question).resolves.toEqual({ status: 503 });
      rig.neighbours.forgotten.length = 0;
      await rig.neighbours.answer();
      await expect(rig.authenticate(unknown.token)).resolves.toMatchObject({ result: 'allow' });
      // A broker that took the silence for a refusal has to forget it.
      await eventually(() => expect(rig.neighbours.forgotten).toContain(known.uuid));
    });

    it('decisions from the projection go on', async () => {
      const [unit, node] = [newUnit(), newNode()];
      await rig.authorize(unit.token, 'subscribe', node.topic);
      await rig.neighbours.fallSilent();
      await expect(rig.authorize(unit.token, 'subscribe', node.topic)).resolves.toMatchObject({
        result: 'allow',
      });
      await expect(rig.authorize(unit.token, 'publish', node.topic)).resolves.toMatchObject({
        result: 'deny',
      });
      await rig.neighbours.answer();
    });

    it('a Redis that comes back empty is filled again from the owners', async () => {
      const unit = newUnit();
      const node = newNode();
      rig.neighbours.sights.set(unit.uuid + node.uuid, {});
      const pages = rig.neighbours.pagesAsked;
      await rig.redis.kill();
      await rig.redis.revive();
      await eventually(() => expect(rig.neighbours.pagesAsked).toBeGreaterThan(pages));
      await eventually(() => expect(rig.hook.isReady()).resolves.toBe(true));
      await filled();
      const asked = { access: rig.neighbours.accessAsked.length, nodes: rig.neighbours.nodesAsked.length };
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow' });
      await expect(rig.authorize(unit.token, 'subscribe', node.topic)).resolves.toMatchObject({
        result: 'allow',
      });
      expect(rig.neighbours.accessAsked.length).toBe(asked.access);
      expect(rig.neighbours.nodesAsked.length).toBe(asked.nodes);
    });

    it('the projection is rebuilt on demand, with what happens meanwhile', async () => {
      const gone = newUnit();
      await rig.authenticate(gone.token);
      rig.neighbours.access.delete(gone.uuid);
      const blocked = newUnit();
      const user = { uuid: blocked.creatorUuid };
      // The page is as of before the block, whose event is all that tells of it.
      rig.neighbours.whileAsked = () => rig.emit(userBlocked, { ...user, version: 2 }, user);
      const report = await rebuild();
      rig.neighbours.whileAsked = async () => undefined;
      expect(report).toMatchObject({ units: rig.neighbours.access.size, nodes: rig.neighbours.nodes.size });
      await expect(rig.authenticate(blocked.token)).resolves.toMatchObject({ result: 'deny' });
      // Nobody told of this one: only the pages did.
      await expect(rig.authenticate(gone.token)).resolves.toMatchObject({ result: 'deny' });
    });

    it('without Redis the owners are asked, and what happened meanwhile counts afterwards', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      await rig.redis.kill();
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow' });
      const victim = newUnit();
      await expect(rig.authenticate(unit.token, victim.uuid)).resolves.toMatchObject({ result: 'deny' });
      await expect(rig.hook.isReady()).resolves.toBe(false);
      const user = { uuid: unit.creatorUuid };
      await rig.emit(userBlocked, { ...user, version: 2 }, user);
      await rig.redis.revive();
      await eventually(async () => expect((await rig.authenticate(unit.token)).result).toBe('deny'));
    });
  });

  it('what was allowed while no change was heard of is asked about again', async () => {
    const [unit, node] = [newUnit(), newNode({ type: 'Input', isRewritableInput: true })];
    await expect(rig.authorize(unit.token, 'publish', node.topic)).resolves.toMatchObject({
      result: 'allow',
    });
    rig.neighbours.forgotten.length = 0;
    await rig.nats.kill();
    await expect(rig.authorize(unit.token, 'publish', node.topic)).resolves.toMatchObject({
      result: 'allow',
    });
    await rig.nats.revive();
    await eventually(() => expect(rig.neighbours.forgotten).toContain(unit.uuid));
  });

  describe('by token, for the kept endpoint', () => {
    const mayUse = async (token: string, topic: string) =>
      (
        await new RpcClient(rig.connection, 'gateway-rest').call(
          authorizeTokenTopic,
          { token, topic },
          PLATFORM,
        )
      ).isAllowed;

    it('either direction will do', async () => {
      const unit = newUnit();
      const foreign = newNode({ type: 'Input', isRewritableInput: true }).topic;
      await expect(mayUse(unit.token, unit.topics.input)).resolves.toBe(true);
      await expect(mayUse(unit.token, baseInput(unit.uuid, 'update/pepeunit'))).resolves.toBe(true);
      await expect(mayUse(unit.token, foreign)).resolves.toBe(true);
      await expect(mayUse(signBackendToken(DOMAIN, key), `${DOMAIN}/+/pepeunit`)).resolves.toBe(true);
    });

    it('what is not known is refused', async () => {
      const unit = newUnit();
      await expect(mayUse('garbage', unit.topics.input)).resolves.toBe(false);
      await expect(mayUse(unit.token, newNode({ visibilityLevel: 'Private' }).topic)).resolves.toBe(false);
      await expect(mayUse(unit.token, baseInput(randomUUID(), 'update/pepeunit'))).resolves.toBe(false);
      await expect(mayUse(signBackendToken('elsewhere', key), `${DOMAIN}/+/pepeunit`)).resolves.toBe(false);
    });
  });
});
