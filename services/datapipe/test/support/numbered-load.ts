import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, timeWindow } from './documents';
import type { TelemetryMessage } from './telemetry-publisher';
import type { TestSystem } from './test-system';

const WINDOW_MS = 60_000;
const DAY_S = 86_400;
/** Of each kind: with so many every instance has some. */
const NODES = 8;

export interface LoadOptions {
  /** Time between two numbers, in whole ms of the stream's time. */
  readonly stepMs?: number;
  /** Of the first number; the start of a window. */
  readonly startMs?: number;
  /** Added to each number, as text, where rows are kept. */
  readonly padding?: string;
}

export interface Pace {
  readonly perFrame?: number;
  readonly pauseMs?: number;
}

/**
 * Messages 1, 2, 3 ... to nodes of every kind of pipeline, and what must have come of them: each number in one row, in
 * order; windows that follow one another with exact sums; the largest number as last value.
 */
export class NumberedLoad {
  /** Messages that each number is sent in. */
  readonly copies = 3;
  /** The last number sent. */
  last = 0;
  /** Of each number; the first is not used. */
  private readonly times: number[] = [];
  private nowMs: number;

  private constructor(
    private readonly system: TestSystem,
    private readonly rows: readonly string[],
    private readonly sums: readonly string[],
    private readonly values: readonly string[],
    private readonly options: Required<LoadOptions>,
  ) {
    this.nowMs = options.startMs;
  }

  /** Needs a datapipe that runs. Values that go back are noted from now on. */
  static async prepare(system: TestSystem, options: LoadOptions = {}): Promise<NumberedLoad> {
    const nodes = await Promise.all(Array.from({ length: 3 * NODES }, () => system.node()));
    const [rows, sums, values] = [0, 1, 2].map((kind) => nodes.slice(kind * NODES, (kind + 1) * NODES));
    for (const node of rows!) await system.pipeline(node, timeWindow(DAY_S, { type: 'Text' }));
    for (const node of sums!) await system.pipeline(node, aggregation('Sum', WINDOW_MS / 1_000));
    for (const node of values!) await system.pipeline(node, lastValue());
    await noteValuesThatGoBack(system);
    const startMs = options.startMs ?? Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS;
    const { stepMs = 20, padding = '' } = options;
    return new NumberedLoad(system, rows!, sums!, values!, { startMs, stepMs, padding });
  }

  /** Publishes so many numbers, some to a frame; resolves when the stream has them. */
  async publish(count: number, perFrame = 50): Promise<void> {
    for (let sent = 0; sent < count; sent += perFrame) {
      const messages = Array.from({ length: Math.min(perFrame, count - sent) }, () => this.next());
      await this.system.telemetry.publish(messages.flat());
    }
  }

  /** Publishes while `work` goes on. */
  async during<T>(work: () => Promise<T>, pace?: Pace): Promise<T> {
    let isOver = false;
    const publishing = this.publishUntil(() => isOver, pace);
    try {
      return await work();
    } finally {
      isOver = true;
      await publishing;
    }
  }

  /** Publishes until `isOver`, with a pause behind each frame. */
  async publishUntil(isOver: () => boolean, { perFrame = 50, pauseMs = 0 }: Pace = {}): Promise<void> {
    while (!isOver()) {
      await this.publish(perFrame, perFrame);
      await sleep(pauseMs);
    }
  }

  /** Ends the last window, then awaits that everything is stored exactly as it was sent. */
  async expectExact(timeoutMs = 60_000): Promise<void> {
    this.nowMs += WINDOW_MS;
    await this.system.telemetry.tick(this.nowMs);
    await eventually(
      async () => {
        expect(await this.storedRows()).toEqual(this.expectedRows());
        expect(await this.storedValues()).toEqual(this.values.map((_, index) => this.lastOf(index)));
        expect(await this.storedSums()).toEqual(this.expectedSums());
      },
      { timeoutMs, intervalMs: 100, what: 'The exact result' },
    );
    expect(await this.system.count('select count(*) from went_back')).toBe(0);
    expect(await this.system.count('select count(*) from refused_rows')).toBe(0);
  }

  private next(): TelemetryMessage[] {
    this.last += 1;
    this.nowMs += this.options.stepMs;
    this.times[this.last] = this.nowMs;
    const [timeMs, turn] = [this.nowMs, this.last % NODES];
    return [
      { node: this.rows[turn]!, timeMs, payload: `${this.last}${this.options.padding}` },
      { node: this.sums[turn]!, timeMs, payload: String(this.last) },
      { node: this.values[turn]!, timeMs, payload: String(this.last) },
    ];
  }

  /** The largest number of a node. */
  private lastOf(turn: number): number {
    return this.last - ((this.last - turn + NODES) % NODES);
  }

  /** Every number of a node once, in order: as many as there are, and each so much larger than the one before. */
  private expectedRows() {
    return this.rows.map((_, turn) => {
      const first = turn || NODES;
      return { rows: (this.lastOf(turn) - first) / NODES + 1, first, steps: [NODES] };
    });
  }

  private async storedRows() {
    const found = await this.system.stored<{ node: string; rows: string; first: string; steps: string[] }>(
      `select node, length(numbers) as rows, numbers[1] as first, arrayDistinct(arrayPopFront(arrayDifference(numbers))) as steps
       from (
         select toString(unit_node_uuid) as node, groupArray(toInt64OrZero(extract(state, '^[0-9]+'))) as numbers
         from (select * from window_entry final order by unit_node_uuid, create_datetime, sequence, position)
         group by node)`,
    );
    return this.rows.map((node) => {
      const row = found.find((one) => one.node === node);
      return row && { rows: Number(row.rows), first: Number(row.first), steps: row.steps.map(Number) };
    });
  }

  private async storedValues() {
    const { rows } = await this.system.postgres.query(
      'select node_uuid as node, state from node_values where node_uuid = any($1::uuid[])',
      [this.values],
    );
    return this.values.map((node) => Number(rows.find((row) => row.node === node)?.state));
  }

  private expectedSums() {
    return this.sums.map((_, turn) => {
      const windows = new Map<number, number>();
      for (let number = turn || NODES; number <= this.last; number += NODES) {
        const window = Math.floor(this.times[number]! / WINDOW_MS);
        windows.set(window, (windows.get(window) ?? 0) + number);
      }
      return [...windows].map(([window, sum]) => [window * WINDOW_MS, sum]);
    });
  }

  private async storedSums() {
    const found = await this.system.stored<{
      node: string;
      starts: string[];
      ends: string[];
      sums: number[];
    }>(
      `select node, groupArray(started) as starts, groupArray(ended) as ends, groupArray(state) as sums from (
         select toString(unit_node_uuid) as node, state, toUnixTimestamp64Milli(start_window_datetime) as started,
           toUnixTimestamp64Milli(end_window_datetime) as ended
         from aggregation_entry final order by unit_node_uuid, started)
       group by node`,
    );
    return this.sums.map((node) => {
      const row = found.find((one) => one.node === node);
      row?.ends.forEach((end, index) => expect(Number(end)).toBe(Number(row.starts[index]) + WINDOW_MS));
      return row && row.starts.map((start, index) => [Number(start), row.sums[index]]);
    });
  }
}

const noteValuesThatGoBack = async ({ postgres }: TestSystem): Promise<void> => {
  await postgres.query(`create table if not exists went_back (node_uuid uuid, before text, after text)`);
  await postgres.query(
    `create or replace function note_going_back() returns trigger language plpgsql as $$
     begin
       insert into datapipe.went_back values (old.node_uuid, old.state, new.state);
       return new;
     end $$`,
  );
  await postgres.query(
    `create or replace trigger values_go_forward before update on node_values for each row
     when (old.state ~ '^[0-9]+$' and new.state::numeric < old.state::numeric) execute function note_going_back()`,
  );
};
