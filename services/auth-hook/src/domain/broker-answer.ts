import type { DeviceRule } from '@unitfleet/contracts';

/** One rule that the broker holds for a connection. */
export interface BrokerRule {
  readonly permission: 'allow';
  readonly action: 'publish' | 'subscribe';
  readonly topics: readonly string[];
}

/** What the broker understands (`docs/protocol/emqx.md`). */
export interface BrokerAnswer {
  readonly result: 'allow' | 'deny';
  readonly is_superuser?: false;
  readonly acl?: readonly BrokerRule[];
}

export const DENY: BrokerAnswer = { result: 'deny' };
export const ALLOW: BrokerAnswer = { result: 'allow' };

/**
 * Lets a Unit in with its own rules. `eq` takes each topic literally, also one that a schema file has named with
 * wildcards in it: a filter that is not among them is asked about.
 */
export const admit = (rules: readonly DeviceRule[]): BrokerAnswer => ({
  result: 'allow',
  is_superuser: false,
  acl: rules.map(({ action, topics }) => ({
    permission: 'allow',
    action,
    topics: topics.map((topic) => `eq ${topic}`),
  })),
});
