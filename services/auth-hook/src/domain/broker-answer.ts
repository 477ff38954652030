import type { DeviceRule } from '@unitfleet/contracts';

/** One rule that the broker holds for a connection. */
interface BrokerRule {
  readonly permission: 'allow';
  readonly action: 'publish' | 'subscribe';
  readonly topics: readonly string[];
}

/** What the broker understands (`docs/protocol/emqx.md`). */
interface BrokerAnswer {
  readonly result: 'allow' | 'deny';
  readonly is_superuser?: false;
  readonly acl?: readonly BrokerRule[];
}

const written = (answer: BrokerAnswer): string => JSON.stringify(answer);

export const DENY = written({ result: 'deny' });
export const ALLOW = written({ result: 'allow' });

/**
 * Lets a Unit in with its own rules. `eq` takes each topic literally, also one that a schema file has named with
 * wildcards in it: a filter that is not among them is asked about.
 */
export const admit = (rules: readonly DeviceRule[]): string =>
  written({
    result: 'allow',
    is_superuser: false,
    acl: rules.map(({ action, topics }) => ({
      permission: 'allow',
      action,
      topics: topics.map((topic) => `eq ${topic}`),
    })),
  });
