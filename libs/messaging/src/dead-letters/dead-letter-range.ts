import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { StreamReports } from '../reports/stream-reports';

const STREAM = 'DEAD';

/** Finds places in the DEAD stream from its end: the server reads forward only, but counts without reading. */
export class DeadLetterRange {
  private constructor(
    private readonly reports: StreamReports,
    private readonly subject: string,
    private readonly first: number,
    private readonly last: number,
    /** All letters on the subject. */
    readonly count: number,
  ) {}

  static async open(connection: NatsConnection, subject: string): Promise<DeadLetterRange> {
    const { streams } = await jetstreamManager(connection, { checkAPI: false });
    const { first_seq: first, last_seq: last } = (await streams.info(STREAM)).state;
    const reports = new StreamReports(connection);
    return new DeadLetterRange(
      reports,
      subject,
      first,
      last,
      await reports.countFrom(STREAM, subject, first),
    );
  }

  /**
   * Where to begin reading, to meet the last so many letters before a sequence: no more than twice as many come before it, unless
   * some went meanwhile.
   */
  async startOf(limit: number, before: number): Promise<number> {
    const end = Math.min(before, this.last + 1);
    const behind = end > this.last ? 0 : await this.countFrom(end);
    if (this.count - behind <= 2 * limit) return this.first;
    // From `low` on there are too many, from `high` on too few.
    let [low, high] = [this.first, end];
    for (let width = limit; high - low > 1; width *= 4) {
      const guess = Math.max(high - width, low + Math.floor((high - low) / 2));
      const found = (await this.countFrom(guess)) - behind;
      if (found > 2 * limit) low = guess;
      else if (found < limit) high = guess;
      else return guess;
    }
    return low;
  }

  private countFrom(sequence: number): Promise<number> {
    return this.reports.countFrom(STREAM, this.subject, sequence);
  }
}
