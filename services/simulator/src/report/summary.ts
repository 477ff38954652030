import {
  COMMANDS,
  MESSAGE_KINDS,
  type CommandName,
  type LatencyName,
  type MessageKind,
  type Tally,
} from './tally';

/** Milliseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

/** What a simulation was and how it went; the form of `--json`. */
export interface Summary {
  readonly units: number;
  readonly seconds: number;
  readonly connections: {
    readonly attempted: number;
    readonly accepted: number;
    /** By CONNACK code. */
    readonly refused: Readonly<Record<string, number>>;
    /** Ended after they were accepted, not by the device's wish. */
    readonly lost: number;
    /** Most devices that were connected at the same time, and those at the end. */
    readonly most: number;
    readonly atEnd: number;
  };
  readonly subscriptions: { readonly granted: number; readonly refused: number };
  readonly latency: Readonly<Record<LatencyName, LatencySummary>>;
  /** `acked` and `unacked` count QoS 1 alone; `skipped` were due while the device had too much to do. */
  readonly messages: Readonly<Record<MessageKind, MessageSummary>>;
  readonly received: { readonly commands: number; readonly values: number };
  readonly commands: Readonly<Record<CommandName, Readonly<Record<string, number>>>>;
  readonly errors: Readonly<Record<string, number>>;
}

export interface MessageSummary {
  readonly sent: number;
  readonly acked: number;
  readonly unacked: number;
  readonly skipped: number;
}

export interface Course {
  readonly units: number;
  readonly seconds: number;
  readonly most: number;
}

const LATENCIES: readonly LatencyName[] = ['connack', 'suback', 'lastSuback', 'puback'];

export const summaryOf = (tally: Tally, { units, seconds, most }: Course): Summary => ({
  units,
  seconds: rounded(seconds),
  connections: {
    attempted: tally.count('connect.attempted'),
    accepted: tally.count('connect.accepted'),
    refused: tally.family('connect.refused.'),
    lost: tally.count('connect.lost'),
    most,
    atEnd: tally.connected,
  },
  subscriptions: { granted: tally.count('subscribe.granted'), refused: tally.count('subscribe.refused') },
  latency: record(LATENCIES, (name) => latencyOf(tally, name)),
  messages: record(MESSAGE_KINDS, (kind) => ({
    sent: tally.count(`sent.${kind}`),
    acked: tally.count(`acked.${kind}`),
    unacked: tally.count(`unacked.${kind}`),
    skipped: tally.count(`skipped.${kind}`),
  })),
  received: { commands: tally.count('received.command'), values: tally.count('received.value') },
  commands: record(COMMANDS, (name) => tally.family(`command.${name}.`)),
  errors: tally.family('error.'),
});

export const latencyOf = (tally: Tally, name: LatencyName): LatencySummary => {
  const times = tally.latency(name);
  const at = (share: number): number | null => {
    const ms = times.quantile(share);
    return ms === null ? null : rounded(ms);
  };
  return { count: times.count, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
};

const record = <Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key) => Value,
): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>;

const rounded = (value: number): number => Number(value.toFixed(1));
