import { noAccess, resolveSession, type OperationDefinition } from '@unitfleet/contracts';
import type { RpcClient } from '@unitfleet/messaging';
import {
  signBackendToken,
  signGrafanaToken,
  signUnitToken,
  signUserToken,
  tokenKey,
} from '@unitfleet/security';
import { ActorResolver } from './actor-resolver';

const USER = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const key = tokenKey('a-secret-key-of-tests');
const later = new Date(Date.now() + 60_000);
const userToken = (sid = 'ab') => signUserToken({ uuid: USER, sid }, key, later);
const unitToken = signUnitToken(UNIT, key);

/** Owners that answer what the test lets them, and count how often they are asked. */
class Owners {
  asked = 0;
  isBlocked = false;
  before: () => Promise<void> = async () => undefined;

  readonly rpc = {
    call: async (operation: OperationDefinition) => {
      this.asked += 1;
      const isBlocked = this.isBlocked;
      await this.before();
      if (isBlocked) throw noAccess('blocked');
      return operation.name === resolveSession.name
        ? { uuid: USER, login: 'maker', role: 'User' }
        : { uuid: UNIT, creatorUuid: USER };
    },
  } as unknown as RpcClient;
}

const setUp = (lifetimeMs?: number) => {
  const owners = new Owners();
  return { owners, actors: new ActorResolver(owners.rpc, { key, domain: 'example.com', lifetimeMs }) };
};

describe('ActorResolver', () => {
  it('takes no token and an empty one for the anonymous agent', async () => {
    const { owners, actors } = setUp();
    expect(await actors.resolve(undefined)).toEqual({ kind: 'Bot' });
    expect(await actors.resolve('')).toEqual({ kind: 'Bot' });
    expect(owners.asked).toBe(0);
  });

  it('knows every kind of agent', async () => {
    const { actors } = setUp();
    expect(await actors.resolve(userToken())).toEqual({
      kind: 'User',
      uuid: USER,
      login: 'maker',
      role: 'User',
    });
    expect(await actors.resolve(unitToken)).toEqual({ kind: 'Unit', uuid: UNIT });
    expect(await actors.resolve(signBackendToken('example.com', key))).toEqual({ kind: 'Backend' });
    expect(await actors.resolve(signGrafanaToken(USER, key, later))).toEqual({ kind: 'Grafana', uuid: USER });
  });

  it.each([
    ['garbage', 'garbage'],
    ['a token signed elsewhere', signUnitToken(UNIT, tokenKey('another-secret-key'))],
    ['an ended token', signUserToken({ uuid: USER, sid: 'ab' }, key, new Date(0))],
    ['the platform of another instance', signBackendToken('evil.example', key)],
  ])('refuses %s without asking anybody', async (_, token) => {
    const { owners, actors } = setUp();
    await expect(actors.resolve(token)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(owners.asked).toBe(0);
  });

  it('lets a token that it knows end when its time is over', async () => {
    const { actors } = setUp();
    const token = signUserToken({ uuid: USER, sid: 'ab' }, key, later);
    await actors.resolve(token);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later.getTime());
    await expect(actors.resolve(token)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    clock.mockRestore();
  });

  it('asks once for callers at the same time and for those after them', async () => {
    const { owners, actors } = setUp();
    await Promise.all([actors.resolve(userToken()), actors.resolve(userToken())]);
    await actors.resolve(userToken());
    expect(owners.asked).toBe(1);
  });

  it('asks again when the answer has aged, whatever events came', async () => {
    const { owners, actors } = setUp(20);
    await actors.resolve(userToken());
    owners.isBlocked = true;
    await new Promise((resolve) => setTimeout(resolve, 40));
    await expect(actors.resolve(userToken())).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('forgets a blocked user and the Units of that user', async () => {
    const { owners, actors } = setUp();
    await Promise.all([actors.resolve(userToken()), actors.resolve(unitToken)]);
    owners.isBlocked = true;
    actors.dropUser(USER);
    await expect(actors.resolve(userToken())).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(actors.resolve(unitToken)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('forgets the sessions that ended and keeps the others', async () => {
    const { owners, actors } = setUp();
    await Promise.all([actors.resolve(userToken('aa')), actors.resolve(userToken('bb'))]);
    actors.dropSessions(USER, ['aa']);
    await Promise.all([actors.resolve(userToken('aa')), actors.resolve(userToken('bb'))]);
    expect(owners.asked).toBe(3);
    actors.dropSessions(USER, null);
    await Promise.all([actors.resolve(userToken('aa')), actors.resolve(userToken('bb'))]);
    expect(owners.asked).toBe(5);
  });

  it('does not keep an answer that was under way during a revocation, and asks anew for who comes after it', async () => {
    const { owners, actors } = setUp();
    let release: () => void = () => undefined;
    owners.before = () => new Promise((resolve) => (release = resolve));
    const early = actors.resolve(unitToken);
    owners.isBlocked = true;
    actors.dropUser(USER);
    const releaseEarly = release;
    owners.before = async () => undefined;
    const late = actors.resolve(unitToken);
    releaseEarly();
    await early;
    await expect(late).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(actors.resolve(unitToken)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('does not remember a refusal', async () => {
    const { owners, actors } = setUp();
    owners.isBlocked = true;
    await expect(actors.resolve(unitToken)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    owners.isBlocked = false;
    expect(await actors.resolve(unitToken)).toEqual({ kind: 'Unit', uuid: UNIT });
  });
});
