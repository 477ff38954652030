import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { NodeKey } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import type { AggregateRow, RecordOutcome, TimedRecordOutcome } from '@unitfleet/pipeline';
import { DataSource } from 'typeorm';
import type { RowOrigin, TelemetryRows } from '../../domain/telemetry/telemetry-rows';
import { SETTINGS, type DatapipeSettings } from '../../settings';
import { RowBuffer } from '../clickhouse/row-buffer';
import { AGGREGATES, RECORDS, TIMED_RECORDS, type RowLayout } from '../clickhouse/row-layouts';
import * as tables from '../clickhouse/table-writers';
import { LiveRows } from '../live/live-rows';
import { LiveValues } from '../live/live-values';
import { RowInterest } from '../live/row-interest';
import { BatchWriter } from './batch-writer';
import { RowInserter } from './row-inserter';
import { SinkMetrics } from './sink-metrics';
import { ValueBatch, type ValueColumns } from './value-batch';

const MAX_ROWS = 50_000;
const MAX_NODES = 10_000;

/**
 * Where the rows of all partitions of this process go. They gather across partitions, so that ClickHouse gets few and
 * large inserts. Every write is idempotent: rows by their key, last values by time and place in the stream.
 */
@Injectable()
export class TelemetrySink implements TelemetryRows {
  private readonly records: BatchWriter<RowBuffer>;
  private readonly timedRecords: BatchWriter<RowBuffer>;
  private readonly aggregates: BatchWriter<RowBuffer>;
  private readonly values: BatchWriter<ValueBatch>;
  private readonly buffers: RowBuffer[] = [];
  private readonly writers: readonly BatchWriter<RowBuffer | ValueBatch>[];

  constructor(
    private readonly inserter: RowInserter,
    @InjectDataSource() private readonly source: DataSource,
    private readonly metrics: SinkMetrics,
    private readonly live: LiveValues,
    private readonly liveRows: LiveRows,
    private readonly interest: RowInterest,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.records = this.tableWriter(RECORDS);
    this.timedRecords = this.tableWriter(TIMED_RECORDS);
    this.aggregates = this.tableWriter(AGGREGATES);
    this.values = new BatchWriter({
      name: 'node_values',
      newBatch: () => new ValueBatch(),
      write: (batch) => this.writeValues(batch),
      maxSize: MAX_NODES,
      intervalMs: settings.DATAPIPE_INSERT_INTERVAL_MS,
      log,
      onWritten: (size, seconds) => this.metrics.written('node_values', size, seconds),
    });
    interest.onAdded((nodes) => this.tellOfGathered(nodes));
    this.writers = [this.records, this.timedRecords, this.aggregates, this.values] as never;
  }

  lastValue(node: NodeKey, value: string, timeMs: number, origin: RowOrigin): void {
    this.values.batch.set(node, value, timeMs, origin);
    this.values.added();
  }

  record(node: NodeKey, series: number, row: RecordOutcome, origin: RowOrigin): void {
    tables.writeRecord(this.records.batch, node, series, row, origin);
    if (this.interest.has(node)) this.records.batch.watched.add(node);
    this.records.added();
  }

  timedRecord(node: NodeKey, series: number, row: TimedRecordOutcome, origin: RowOrigin): void {
    tables.writeTimedRecord(this.timedRecords.batch, node, series, row, origin);
    if (this.interest.has(node)) this.timedRecords.batch.watched.add(node);
    this.timedRecords.added();
  }

  aggregate(node: NodeKey, series: number, row: AggregateRow): void {
    tables.writeAggregate(this.aggregates.batch, node, series, row);
    if (this.interest.has(node)) this.aggregates.batch.watched.add(node);
    this.aggregates.added();
  }

  /** False when the stores are behind and the stream should keep what it has. */
  get hasRoom(): boolean {
    return this.writers.every((writer) => writer.hasRoom);
  }

  async room(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.room()));
  }

  /** Resolves when everything handed over so far is stored. */
  async stored(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.stored()));
  }

  close(): void {
    for (const writer of this.writers) writer.close();
  }

  private tableWriter(layout: RowLayout): BatchWriter<RowBuffer> {
    return new BatchWriter({
      name: layout.table,
      newBatch: () => this.newBuffer(),
      write: async (batch) => {
        await this.inserter.insert(layout, batch);
        this.liveRows.stored(batch.watched);
      },
      maxSize: MAX_ROWS,
      intervalMs: this.settings.DATAPIPE_INSERT_INTERVAL_MS,
      log: this.log,
      onWritten: (size, seconds) => this.metrics.written(layout.table, size, seconds),
    });
  }

  private newBuffer(): RowBuffer {
    const buffer = new RowBuffer();
    this.buffers.push(buffer);
    return buffer;
  }

  /** Rows of nodes that nobody watched when they came, and that whoever watches now has not seen yet. */
  private tellOfGathered(nodes: readonly NodeKey[]): void {
    for (const buffer of this.buffers)
      if (buffer.count > 0) for (const node of nodes) buffer.watched.add(node);
  }

  /** Only rows that are there are changed: a node that was deleted meanwhile does not come back. */
  private async writeValues(batch: ValueBatch): Promise<void> {
    const columns = batch.columns();
    const [, changed]: [unknown, number] = await this.source.query(
      `update node_values v
       set state = n.state, updated_at = n.updated_at, sequence = n.sequence, position = n.position
       from (
         select node_uuid, state, 'epoch'::timestamptz + ms * interval '1 millisecond' as updated_at, sequence, position
         from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::int[]) as u (node_uuid, state, ms, sequence, position)
       ) n
       where v.node_uuid = n.node_uuid
         and (v.updated_at is null
           or (n.updated_at, n.sequence, n.position) > (v.updated_at, v.sequence, v.position))`,
      columns,
    );
    await this.tell(columns, changed);
  }

  /** Values of a replay are older than what is there, and nobody is told of them again. */
  private async tell(
    [nodes, values, times, sequences, positions]: ValueColumns,
    changed: number,
  ): Promise<void> {
    if (changed === nodes.length) return this.live.stored(nodes, values, times);
    if (changed === 0) return;
    const rows: { index: number }[] = await this.source.query(
      `select (u.ordinality - 1)::int as index
       from unnest($1::uuid[], $2::bigint[], $3::int[]) with ordinality as u (node_uuid, sequence, position)
       join node_values v on (v.node_uuid, v.sequence, v.position) = (u.node_uuid, u.sequence, u.position)
       order by 1`,
      [nodes, sequences, positions],
    );
    const pick = <T>(column: readonly T[]): T[] => rows.map(({ index }) => column[index]!);
    this.live.stored(pick(nodes), pick(values), pick(times));
  }
}
