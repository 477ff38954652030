import { Histogram, type HistogramSnapshot } from './histogram';

/** Kinds of messages that a device publishes. */
export const MESSAGE_KINDS = ['state', 'log', 'value'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const COMMANDS = ['Update', 'EnvUpdate', 'SchemaUpdate', 'LogSync'] as const;
export type CommandName = (typeof COMMANDS)[number];
export type CommandOutcome = 'handled' | 'ignored' | 'missed' | 'failed';

/** What is counted. */
export type CountName =
  | 'connect.attempted'
  | 'connect.accepted'
  | `connect.refused.${number}`
  /** Live connections that ended although the device did not want them to. */
  | 'connect.lost'
  | 'subscribe.granted'
  | 'subscribe.refused'
  /** Connects after which every subscription was answered. */
  | 'subscribe.complete'
  | `${'sent' | 'acked' | 'unacked' | 'skipped'}.${MessageKind}`
  | 'received.command'
  | 'received.value'
  | `command.${CommandName}.${CommandOutcome}`
  | `error.${string}`;

/** What is timed. */
export type LatencyName = 'connack' | 'suback' | 'lastSuback' | 'puback';

export interface TallySnapshot {
  readonly counts: Readonly<Record<string, number>>;
  readonly latencies: Readonly<Record<string, HistogramSnapshot>>;
  /** Devices with a connection that was accepted, and of these the ones with all subscriptions answered. */
  readonly connected: number;
  readonly live: number;
}

/** What devices went through, of one process or of all. */
export class Tally {
  connected = 0;
  live = 0;
  private readonly counts = new Map<string, number>();
  private readonly latencies = new Map<string, Histogram>();

  static sum(snapshots: readonly TallySnapshot[]): Tally {
    const sum = new Tally();
    for (const { counts, latencies, connected, live } of snapshots) {
      for (const [name, count] of Object.entries(counts)) sum.add(name as CountName, count);
      for (const [name, snapshot] of Object.entries(latencies))
        sum.latency(name as LatencyName).merge(snapshot);
      sum.connected += connected;
      sum.live += live;
    }
    return sum;
  }

  add(name: CountName, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  count(name: CountName): number {
    return this.counts.get(name) ?? 0;
  }

  /** Counts whose names begin so, by the rest of their names. */
  family(prefix: string): Record<string, number> {
    return Object.fromEntries(
      [...this.counts]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, count]) => [name.slice(prefix.length), count]),
    );
  }

  latency(name: LatencyName): Histogram {
    const known = this.latencies.get(name);
    if (known) return known;
    const histogram = new Histogram();
    this.latencies.set(name, histogram);
    return histogram;
  }

  snapshot(): TallySnapshot {
    return {
      counts: Object.fromEntries(this.counts),
      latencies: Object.fromEntries([...this.latencies].map(([name, times]) => [name, times.snapshot()])),
      connected: this.connected,
      live: this.live,
    };
  }

  /** Forgets counts and times; who is connected stays. */
  clear(): void {
    this.counts.clear();
    this.latencies.clear();
  }
}
