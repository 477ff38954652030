import { partitionOf, toNodeKey } from '@unitfleet/contracts';
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

/** Fills a series of one node with rows of a file, in their order. */
export class SeriesWriter {
  private readonly buffer = new RowBuffer();
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
    if (row.kind === 'record')
      tables.writeRecord(buffer, node, series, { ...row, timeMs: Math.floor(row.timeMs) }, origin);
    else if (row.kind === 'timed-record')
      tables.writeTimedRecord(buffer, node, series, inWholeMs(row), origin);
    else
      tables.writeAggregate(buffer, node, series, row, {
        createMs: Math.floor(row.createMs),
        position: origin.index,
      });
  }

  /**
   * Resolves when everything added is stored.
   *
   * @throws DomainError `DataPipe` when the store refuses a row for what is in it.
   */
  async flush(): Promise<void> {
    if (this.buffer.count === 0) return;
    const { table, columns } = LAYOUTS[this.kind];
    try {
      await this.clickhouse.insert(table, columns, this.buffer.bytes());
    } catch (error) {
      if (isRowRefusal(error)) throw pipeRefused(`the telemetry store refuses a row: ${error.message}`);
      throw error;
    }
    this.buffer.clear();
  }
}

const inWholeMs = <Row extends { timeMs: number; expirationMs: number }>(row: Row): Row => ({
  ...row,
  timeMs: Math.floor(row.timeMs),
  expirationMs: Math.floor(row.expirationMs),
});
