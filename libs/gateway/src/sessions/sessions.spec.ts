import { endSession, noAccess, type Actor, type OperationDefinition } from '@unitfleet/contracts';
import type { RpcClient } from '@unitfleet/messaging';
import { signGrafanaToken, signUnitToken, signUserToken, tokenKey } from '@unitfleet/security';
import { ActorResolver } from '../actors/actor-resolver';
import { Sessions } from './sessions';

const USER = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const key = tokenKey('a-secret-key-of-tests');
const later = new Date(Date.now() + 60_000);
const token = (sid: string) => signUserToken({ uuid: USER, sid }, key, later);

const setUp = () => {
  const ended: string[] = [];
  const rpc = {
    call: async (operation: OperationDefinition, request: { sid: string }, actor: Actor) => {
      if (operation.name === endSession.name) {
        expect(actor).toMatchObject({ kind: 'User', uuid: USER });
        ended.push(request.sid);
        return null;
      }
      if (ended.includes(request.sid)) throw noAccess('the session ended');
      return { uuid: USER, login: 'maker', role: 'User' };
    },
  } as unknown as RpcClient;
  const actors = new ActorResolver(rpc, { key, domain: 'example.com' });
  return { actors, ended, sessions: new Sessions(rpc, actors, key) };
};

describe('Sessions', () => {
  it('ends the session of the token, and no other', async () => {
    const { actors, sessions, ended } = setUp();
    await Promise.all([actors.resolve(token('aa')), actors.resolve(token('bb'))]);
    await sessions.end(token('aa'));
    expect(ended).toEqual(['aa']);
    await expect(actors.resolve(token('aa'))).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(actors.resolve(token('bb'))).resolves.toMatchObject({ uuid: USER });
    await expect(sessions.end(token('aa'))).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['garbage', 'garbage'],
    ['the token of a Unit', signUnitToken(USER, key)],
    ['a cookie of Grafana', signGrafanaToken(USER, key, later)],
  ])('refuses %s', async (_, given) => {
    const { sessions, ended } = setUp();
    await expect(sessions.end(given)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(ended).toEqual([]);
  });
});
