import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';

/** A consumer made for counting goes by itself, should this process not remove it. */
const FORGOTTEN_AFTER_MS = 5_000;

/**
 * Finds places in the DEAD stream from its end: the server reads forward only, but counts what a subject has from a sequence on
 * without reading it.
 */
export class DeadLetterRange {
  private constructor(
    private readonly manager: JetStreamManager,
    private readonly subject: string,
    private readonly first: number,
    private readonly last: number,
    /** All letters on the subject. */
    readonly count: number,
  ) {}

  static async open(connection: NatsConnection, subject: string): Promise<DeadLetterRange> {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info('DEAD');
    const { first_seq: first, last_seq: last } = state;
    return new DeadLetterRange(manager, subject, first, last, await countFrom(manager, subject, first));
  }

  /**
   * Where to begin reading, to meet the last so many letters before a sequence: no more than twice as many come before it, unless
   * letters went meanwhile.
   */
  async startOf(limit: number, before: number): Promise<number> {
    const end = Math.min(before, this.last + 1);
    const behind = before > this.last ? 0 : await this.countFrom(end);
    const between = async (from: number) => (await this.countFrom(from)) - behind;
    if (this.count - behind <= 2 * limit) return this.first;
    // `low` has more than enough behind it, `high` too little.
    let [low, high] = [this.first, end];
    for (let width = limit; high - low > 1; width *= 4) {
      const guess = Math.max(high - width, low + Math.floor((high - low) / 2));
      const found = await between(guess);
      if (found >= limit && found <= 2 * limit) return guess;
      if (found > limit) low = guess;
      else high = guess;
    }
    return low;
  }

  private countFrom(from: number): Promise<number> {
    return countFrom(this.manager, this.subject, from);
  }
}

const countFrom = async (manager: JetStreamManager, subject: string, from: number): Promise<number> => {
  const { name, num_pending } = await manager.consumers.add('DEAD', {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: Math.max(from, 1),
    filter_subject: subject,
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  await manager.consumers.delete('DEAD', name);
  return num_pending;
};
