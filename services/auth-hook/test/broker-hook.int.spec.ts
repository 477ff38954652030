import { randomUUID } from 'node:crypto';
import {
  authorizeTokenTopic,
  PLATFORM,
  unitAccessChanged,
  unitDeleted,
  userBlocked,
  userUnblocked,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { signBackendToken, signUnitToken, signUserToken, tokenKey } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import { DOMAIN, HookRig, SECRET_KEY } from './hook-rig';

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

    it('a refused Unit is reported', async () => {
      const unit = newUnit({ isBlocked: true });
      const { seen, done } = await rig.sessions();
      await rig.authenticate(unit.token);
      await eventually(() =>
        expect(seen).toContainEqual(expect.objectContaining({ kind: 'refused', unitUuid: unit.uuid })),
      );
      done();
    });

    it('a Unit that was unknown gets in as soon as it exists', async () => {
      const unit = newUnit();
      const access = rig.neighbours.access.get(unit.uuid)!;
      rig.neighbours.access.delete(unit.uuid);
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
      rig.neighbours.access.set(unit.uuid, access);
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow' });
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
      ['a node that `units` does not allow', 'publish', () => `${DOMAIN}/${randomUUID()}`],
    ])('%s is refused', async (_name, action, topic) => {
      await expect(rig.authorize(newUnit().token, action, topic())).resolves.toEqual({
        status: 200,
        result: 'deny',
      });
    });

    it('own base inputs are not for publishing, unless `units` says so', async () => {
      const unit = newUnit();
      const topic = baseInput(unit.uuid, 'update/pepeunit');
      await expect(rig.authorize(unit.token, 'publish', topic)).resolves.toMatchObject({ result: 'deny' });
      expect(rig.neighbours.asked).toContainEqual({ unitUuid: unit.uuid, action: 'publish', topic });
    });

    it("what is not the Unit's own is decided by `units`, by action", async () => {
      const unit = newUnit();
      const topic = `${DOMAIN}/${randomUUID()}/pepeunit`;
      rig.neighbours.allowed.add(`subscribe ${topic}`);
      await expect(rig.authorize(unit.token, 'subscribe', topic)).resolves.toMatchObject({ result: 'allow' });
      await expect(rig.authorize(unit.token, 'publish', topic)).resolves.toMatchObject({ result: 'deny' });
      expect(rig.neighbours.asked).toContainEqual({ unitUuid: unit.uuid, action: 'publish', topic });
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

    it('of access: an older answer does not replace a newer one', async () => {
      const unit = newUnit();
      const stale = rig.neighbours.access.get(unit.uuid)!;
      await rig.emit(
        unitAccessChanged,
        { uuid: unit.uuid, version: 9 },
        { uuid: unit.uuid, accessVersion: 2 },
      );
      await eventually(() => expect(rig.neighbours.forgotten).toContain(unit.uuid));
      await rig.authenticate(unit.token);
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

    it('a deleted Unit is out for good', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      await rig.emit(unitDeleted, { uuid: unit.uuid, version: 3 }, { uuid: unit.uuid, nodeUuids: [] });
      await eventually(() => expect(rig.neighbours.kicked).toContain(unit.uuid));
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'deny' });
    });
  });

  describe('while others are away', () => {
    it('nobody is refused for it: who cannot be decided about is told to ask again', async () => {
      const [known, unknown] = [newUnit(), newUnit()];
      await rig.authenticate(known.token);
      await rig.neighbours.fallSilent();
      await expect(rig.authenticate(known.token)).resolves.toMatchObject({ result: 'allow' });
      await expect(rig.authenticate(unknown.token)).resolves.toEqual({ status: 503 });
      await expect(rig.authorize(known.token, 'publish', `${DOMAIN}/${randomUUID()}`)).resolves.toEqual({
        status: 503,
      });
      await rig.neighbours.answer();
      await expect(rig.authenticate(unknown.token)).resolves.toMatchObject({ result: 'allow' });
    });

    it('without Redis the owners are asked, and what happened meanwhile counts afterwards', async () => {
      const unit = newUnit();
      await rig.authenticate(unit.token);
      await rig.redis.kill();
      await expect(rig.authenticate(unit.token)).resolves.toMatchObject({ result: 'allow' });
      await expect(rig.hook.isReady()).resolves.toBe(false);
      const user = { uuid: unit.creatorUuid };
      await rig.emit(userBlocked, { ...user, version: 2 }, user);
      await rig.redis.revive();
      await eventually(async () => expect((await rig.authenticate(unit.token)).result).toBe('deny'));
    });
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
      const foreign = `${DOMAIN}/${randomUUID()}`;
      rig.neighbours.allowed.add(`publish ${foreign}`);
      await expect(mayUse(unit.token, unit.topics.input)).resolves.toBe(true);
      await expect(mayUse(unit.token, baseInput(unit.uuid, 'update/pepeunit'))).resolves.toBe(true);
      await expect(mayUse(unit.token, foreign)).resolves.toBe(true);
      await expect(mayUse(signBackendToken(DOMAIN, key), `${DOMAIN}/+/pepeunit`)).resolves.toBe(true);
    });

    it('what is not known is refused', async () => {
      const unit = newUnit();
      await expect(mayUse('garbage', unit.topics.input)).resolves.toBe(false);
      await expect(mayUse(unit.token, `${DOMAIN}/${randomUUID()}`)).resolves.toBe(false);
      await expect(mayUse(unit.token, baseInput(randomUUID(), 'update/pepeunit'))).resolves.toBe(false);
      await expect(mayUse(signBackendToken('elsewhere', key), `${DOMAIN}/+/pepeunit`)).resolves.toBe(false);
    });
  });
});
