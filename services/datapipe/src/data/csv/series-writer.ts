import { AGGREGATION_FUNCTIONS, partitionOf, toNodeKey } from '@unitfleet/contracts';
import type { ImportedRow } from '@unitfleet/pipeline';
import type { ClickHouse } from '../clickhouse/clickhouse';
import { RowBuffer } from '../clickhouse/row-buffer';
import { AGGREGATES, RECORDS, TIMED_RECORDS } from '../clickhouse/row-layouts';
import { isRowRefusal } from '../clickhouse/row-refusal';
import * as tables from '../clickhouse/table-writers';
import { pipeRefused } from '../pipelines/node.store';

const BATCH = 50_000;

const LAYOUTS = { record: RECORDS, 'timed-record': TIMED_RECORDS, aggregate: AGGREGATES } as const;

/** Of rows that came from a file; frames of the stream count from 1. */
const NO_SEQUENCE = 0;
/** The rows that the pipe itself stores of a window have the positions below: those of its functions. */
const FIRST_POSITION = AGGREGATION_FUNCTIONS.length;

/** Fills a series of one node with rows of a file, in their order. It holds two batches at the most. */
export class SeriesWriter {
  private buffer = new RowBuffer();
  private spare = new RowBuffer();
  /** The insert under way; it never rejects, and answers why it failed. */
  private inserting: Promise<unknown> = Promise.resolve(null);
  private readonly node;
  private readonly origin;
  private kind: ImportedRow['kind'] = 'record';

  constructor(
    private readonly clickhouse: ClickHouse,
    nodeUuid: string,
    private readonly series: number,
  ) {
    this.node = toNodeKey(nodeUuid);
    this.origin = { partition: partitionOf(nodeUuid), sequence: NO_SEQUENCE, index: 0 };
  }

  get isFull(): boolean {
    return this.buffer.size >= BATCH;
  }

  /** All rows of an import are of one kind. */
  add(row: ImportedRow): void {
    const { buffer, node, series, origin } = this;
    origin.index += 1;
    this.kind = row.kind;
    if (row.kind === 'record') tables.writeRecord(buffer, node, series, inWholeMs(row), origin);
    else if (row.kind === 'timed-record')
      tables.writeTimedRecord(buffer, node, series, inWholeMs(row), origin);
    else
      tables.writeAggregate(buffer, node, series, row, {
        createMs: Math.floor(row.createMs),
        position: FIRST_POSITION + origin.index,
      });
  }

  /**
   * Has everything stored that was added, and resolves when more may be added: while these rows are stored, the next ones
   * gather.
   *
   * @throws DomainError `DataPipe` when the store refused a row of an earlier batch for what is in it; whatever else it failed
   * with.
   */
  async flush(): Promise<void> {
    await this.settle();
    const full = this.buffer;
    if (full.count === 0) return;
    this.inserting = this.insert(full).then(
      () => null,
      (error: unknown) => error,
    );
    this.spare.clear();
    this.buffer = this.spare;
    this.spare = full;
  }

  /** Resolves when everything added is stored; throws as `flush` does. */
  async finish(): Promise<void> {
    await this.flush();
    await this.settle();
  }

  /** Resolves when nothing is under way any more; throws what it failed with, once. */
  async settle(): Promise<void> {
    const failure = await this.inserting;
    this.inserting = Promise.resolve(null);
    if (failure !== null) throw failure;
  }

  private async insert(rows: RowBuffer): Promise<void> {
    const { table, columns } = LAYOUTS[this.kind];
    try {
      await this.clickhouse.insert(table, columns, rows.bytes());
    } catch (error) {
      if (isRowRefusal(error)) throw pipeRefused(`the telemetry store refuses a row: ${error.message}`);
      throw error;
    }
  }
}

/** Rows of a file may be given more exactly than they are stored. */
const inWholeMs = <Row extends { timeMs: number; expirationMs?: number }>(row: Row): Row =>
  Number.isInteger(row.timeMs)
    ? row
    : {
        ...row,
        timeMs: Math.floor(row.timeMs),
        ...(row.expirationMs === undefined ? {} : { expirationMs: Math.floor(row.expirationMs) }),
      };
