import type { BrokerMetrics } from '../broker-metrics';
import type { Acl, Action } from './acl';
import type { Identity } from './authenticator';
import { DecisionCache } from './decision-cache';
import type { HookAnswer, HookClient } from './hook-client';

export type Decision = 'allow' | 'deny' | 'unavailable';

const SYSTEM = '$SYS/';
const MAX_KNOWN_TOPICS = 1024;

/** What one connection may do: system topics, then its own rules, then what the hook said before, then the hook. */
export class Authorizer {
  private readonly cache: DecisionCache;
  /** What the connection's rules say of a topic that it publishes to; they never change. */
  private readonly ruled = new Map<string, boolean | null>();

  constructor(
    private readonly identity: Identity,
    private readonly superuser: boolean,
    private readonly system: boolean,
    private readonly acl: Acl,
    private readonly hook: HookClient,
    private readonly metrics: BrokerMetrics,
  ) {
    this.cache = new DecisionCache(hook.options.cacheSize, hook.options.cacheTtlMs);
  }

  /** The decision where it needs no call; undefined otherwise. */
  publishNow(topic: string, qos: number, retain: boolean): boolean | undefined {
    if (this.superuser && this.system) return true;
    const ruled = this.ruled.get(topic) ?? this.rule(topic);
    return ruled ?? this.cache.get(cacheKey('publish', topic, qos, retain));
  }

  /** Asks for as long as it takes, until `abandoned`. */
  async publish(topic: string, qos: number, retain: boolean, abandoned: () => boolean): Promise<Decision> {
    const known = this.publishNow(topic, qos, retain);
    if (known !== undefined) return known ? 'allow' : 'deny';
    return this.ask('publish', topic, qos, retain, Infinity, abandoned);
  }

  /** `filter` without `$share/<group>/`. Waits a bounded time. */
  async subscribe(
    filter: string,
    qos: number,
    deadline: number,
    abandoned: () => boolean,
  ): Promise<Decision> {
    if (filter.startsWith(SYSTEM) && !this.system) return 'deny';
    if (this.superuser) return 'allow';
    const known =
      this.acl.decide('subscribe', filter) ?? this.cache.get(cacheKey('subscribe', filter, qos, false));
    if (known !== undefined) return known ? 'allow' : 'deny';
    return this.ask('subscribe', filter, qos, false, deadline, abandoned);
  }

  /** The next action that the connection's own rules leave open asks again. */
  forget(): void {
    this.cache.clear();
  }

  /** Null: the rules leave it to the hook. */
  private rule(topic: string): boolean | null {
    const known = this.ruled.get(topic);
    if (known !== undefined) return known;
    const system = topic.startsWith(SYSTEM) ? this.system : undefined;
    const decided = system ?? (this.superuser ? true : (this.acl.decide('publish', topic) ?? null));
    if (this.ruled.size >= MAX_KNOWN_TOPICS) this.ruled.clear();
    this.ruled.set(topic, decided);
    return decided;
  }

  private async ask(
    action: Action,
    topic: string,
    qos: number,
    retain: boolean,
    deadline: number,
    abandoned: () => boolean,
  ): Promise<Decision> {
    const { clientId: clientid, username, peerhost } = this.identity;
    const question = {
      username,
      clientid,
      topic,
      action,
      qos: String(qos),
      retain: String(retain),
      peerhost,
    };
    const before = this.cache.generation;
    this.metrics.counters['authorization.requests']++;
    const answer = await this.hook.ask(this.hook.options.authzUrl, question, { deadline, abandoned });
    if (!answer) {
      this.metrics.counters['authorization.unavailable']++;
      return 'unavailable';
    }
    const allowed = allows(answer);
    // An answer from before the cache was dropped is used once, not kept.
    if (this.cache.generation === before) this.cache.set(cacheKey(action, topic, qos, retain), allowed);
    this.metrics.counters[allowed ? 'authorization.allow' : 'authorization.deny']++;
    return allowed ? 'allow' : 'deny';
  }
}

/** Everything but an allowance is "no match", and no match is a denial. */
function allows({ status, body }: HookAnswer): boolean {
  return status === 204 || (status === 200 && body['result'] === 'allow');
}

function cacheKey(action: Action, topic: string, qos: number, retain: boolean): string {
  return `${action}${qos}${retain ? 'r' : '-'}${topic}`;
}
