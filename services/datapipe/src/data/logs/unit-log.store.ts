import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  LOG_LEVELS,
  toNodeKey,
  type OperationInput,
  type OperationResponse,
  type UnitLogView,
  type listUnitLogs,
} from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DataSource } from 'typeorm';
import type { LogEntry } from '../../domain/logs/parse-log-payload';
import { SETTINGS, type DatapipeSettings } from '../../settings';
import { requireAnswerFits } from '../clickhouse/answer-bound';
import { ClickHouse } from '../clickhouse/clickhouse';
import { pageClause } from '../clickhouse/page-clause';
import { RowBuffer } from '../clickhouse/row-buffer';
import { BatchWriter } from '../telemetry/batch-writer';
import { SinkMetrics } from '../telemetry/sink-metrics';

const COLUMNS = 'uuid, level, unit_uuid, text, create_datetime, expiration_datetime, received_datetime';
const MAX_ROWS = 10_000;
const FIXED_BYTES = 96;
const NEVER_CUT = new Date(0);

interface LogRow {
  uuid: string;
  level: UnitLogView['level'];
  text: string;
  created: string;
  expires: string;
}

/** Logs of Units. */
@Injectable()
export class UnitLogStore implements OnApplicationShutdown {
  private readonly writer: BatchWriter<RowBuffer>;

  constructor(
    private readonly clickhouse: ClickHouse,
    @InjectDataSource() private readonly source: DataSource,
    metrics: SinkMetrics,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.writer = new BatchWriter({
      name: 'unit_logs',
      newBatch: () => new RowBuffer(),
      write: (batch) => clickhouse.insert('unit_logs', COLUMNS, batch.bytes()),
      maxSize: MAX_ROWS,
      intervalMs: settings.DATAPIPE_INSERT_INTERVAL_MS,
      log,
      onWritten: (count, seconds) => metrics.written('unit_logs', count, seconds),
    });
  }

  /** Resolves when the entries are stored; writing the same again changes nothing. */
  async add(unitUuid: string, entries: readonly LogEntry[], receivedMs: number): Promise<void> {
    await this.writer.room();
    const rows = this.writer.batch;
    const expirationMs = receivedMs + this.settings.PU_UNIT_LOG_EXPIRATION * 1_000;
    for (const entry of entries) {
      const bytes = Buffer.byteLength(entry.text);
      rows.begin(FIXED_BYTES + bytes);
      rows.uuid(toNodeKey(entry.uuid));
      rows.uint8(LOG_LEVELS.indexOf(entry.level) + 1);
      rows.uuid(toNodeKey(unitUuid));
      rows.text(entry.text, bytes);
      rows.uint64(entry.createdMs);
      rows.uint64(expirationMs);
      rows.uint64(receivedMs);
    }
    this.writer.added();
    await this.writer.stored();
  }

  /** A page of what has not expired and was not replaced. */
  async list(
    { uuid, level, orderByCreateDate, offset, limit }: OperationInput<typeof listUnitLogs>,
    nowMs: number,
  ): Promise<OperationResponse<typeof listUnitLogs>> {
    if (!level?.length) return { count: 0, unitLogs: [] };
    const params = { unit: uuid, levels: level, now: nowMs, cut: (await this.cut(uuid)).getTime() };
    const matching = `FROM unit_logs FINAL
      WHERE unit_uuid = {unit:UUID} AND level IN {levels:Array(String)}
        AND expiration_datetime > fromUnixTimestamp64Milli({now:Int64})
        AND received_datetime >= fromUnixTimestamp64Milli({cut:Int64})`;
    const direction = orderByCreateDate === 'asc' ? 'ASC' : 'DESC';
    const [[total], rows] = await Promise.all([
      this.clickhouse.query<{ total: string }>(`SELECT count() AS total ${matching}`, params),
      this.clickhouse.query<LogRow>(
        `SELECT toString(uuid) AS uuid, toString(level) AS level, text,
           toUnixTimestamp64Milli(create_datetime) AS created, toUnixTimestamp64Milli(expiration_datetime) AS expires
         ${matching} ORDER BY create_datetime ${direction}, uuid ${direction} ${pageClause(offset, limit)}`,
        params,
      ),
    ]);
    requireAnswerFits(rows, (row) => row.text);
    const unitLogs = rows.map((row) => ({
      uuid: row.uuid,
      level: row.level,
      unitUuid: uuid,
      text: row.text,
      createDatetime: new Date(Number(row.created)),
      expirationDatetime: new Date(Number(row.expires)),
    }));
    return { count: Number(total!.total), unitLogs };
  }

  /** Hides, at once, what a Unit sent before this time, and removes it. */
  async dropBefore(unitUuid: string, before: Date): Promise<void> {
    await this.source.query(
      `insert into unit_log_cuts as c (unit_uuid, before) values ($1, $2)
       on conflict (unit_uuid) do update set before = greatest(c.before, excluded.before)`,
      [unitUuid, before],
    );
    await this.clickhouse.command(
      `DELETE FROM unit_logs WHERE unit_uuid = {unit:UUID}
       AND received_datetime < fromUnixTimestamp64Milli({before:Int64})`,
      { unit: unitUuid, before: before.getTime() },
    );
  }

  onApplicationShutdown(): void {
    this.writer.close();
  }

  private async cut(unitUuid: string): Promise<Date> {
    const [row]: { before: Date }[] = await this.source.query(
      'select before from unit_log_cuts where unit_uuid = $1',
      [unitUuid],
    );
    return row?.before ?? NEVER_CUT;
  }
}
