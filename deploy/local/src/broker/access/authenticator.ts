import { createHash, timingSafeEqual } from 'node:crypto';
import type { BrokerMetrics } from '../broker-metrics';
import { Acl } from './acl';
import type { HookClient } from './hook-client';

/** Who is at the other end, as the hooks are told. */
export interface Identity {
  readonly clientId: string;
  readonly username: string;
  readonly peerhost: string;
}

export type Authentication =
  | {
      readonly result: 'accepted';
      readonly superuser: boolean;
      readonly acl: Acl;
      readonly expireAt: number | null;
    }
  | { readonly result: 'refused' | 'unavailable' };

/** Decides about a CONNECT; absent user name and password are empty strings. */
export type Authenticator = (
  identity: Identity,
  password: string,
  gone: () => boolean,
) => Promise<Authentication>;

/** Asks the hook, whose answer carries the connection's own rules (docs/protocol/emqx.md, "HTTP authentication"). */
export function hookAuthenticator(hook: HookClient, metrics: BrokerMetrics): Authenticator {
  return async (identity, password, gone) => {
    const { authnUrl, connectWaitMs } = hook.options;
    const { clientId: clientid, username, peerhost } = identity;
    const question = { username, password, clientid, peerhost };
    const answer = await hook.ask(authnUrl, question, {
      deadline: Date.now() + connectWaitMs,
      abandoned: gone,
      pointlessWhenAbandoned: true,
    });
    if (!answer) {
      metrics.counters['client.auth.unavailable']++;
      return { result: 'unavailable' };
    }
    const { status, body } = answer;
    if (status !== 204 && !(status === 200 && body['result'] === 'allow')) return { result: 'refused' };
    const acl = Acl.parse(body['acl'], identity);
    if (!acl) return { result: 'refused' };
    const expireAt = typeof body['expire_at'] === 'number' ? body['expire_at'] * 1000 : null;
    if (expireAt !== null && expireAt <= Date.now()) return { result: 'refused' };
    return { result: 'accepted', superuser: body['is_superuser'] === true, acl, expireAt };
  };
}

/** One fixed pair of credentials: the internal listener. */
export function staticAuthenticator(expected: { username: string; password: string }): Authenticator {
  return ({ username, clientId }, password) => {
    const known = same(username, expected.username) && same(password, expected.password);
    const acl = Acl.parse([], { username, clientId });
    return Promise.resolve(
      known && acl ? { result: 'accepted', superuser: true, acl, expireAt: null } : { result: 'refused' },
    );
  };
}

/** Compares secrets in constant time, whatever their lengths. */
export function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
