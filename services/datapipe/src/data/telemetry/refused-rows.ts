import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DataSource } from 'typeorm';
import type { RowLayout } from '../clickhouse/row-layouts';
import { SinkMetrics } from './sink-metrics';

const KEPT = '30 days';
const MAX_ERROR_CHARACTERS = 500;

/** Dead letters of the telemetry store: rows that it refuses for good, with where they came from and why. */
@Injectable()
export class RefusedRows {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly metrics: SinkMetrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** A row that comes again, in a replay, is kept once. */
  async put(layout: RowLayout, row: Buffer, error: Error): Promise<void> {
    const { node, partition, sequence, position } = layout.sourceOf(row);
    const reason = error.message.slice(0, MAX_ERROR_CHARACTERS);
    await this.source.query(
      `insert into refused_rows (table_name, digest, node_uuid, partition, sequence, position, bytes, error)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        layout.table,
        createHash('sha256').update(row).digest(),
        node,
        partition,
        sequence,
        position,
        Buffer.from(row),
        reason,
      ],
    );
    this.metrics.refused(layout.table);
    this.log.error(
      { table: layout.table, node, partition, sequence, position, reason },
      'the telemetry store refuses a row; it was set aside',
    );
  }

  async forgetOld(): Promise<void> {
    await this.source.query(`delete from refused_rows where refused_at < now() - interval '${KEPT}'`);
  }
}
