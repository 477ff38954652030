import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { ImportCheck, type ImportColumn, type ImportedRow, type ImportFields } from '@unitfleet/pipeline';
import { ClickHouse } from '../clickhouse/clickhouse';
import { pipeRefused, type NodeIdentity } from '../pipelines/node.store';
import { SeriesImports, type SeriesImport } from '../pipelines/series-imports';
import { readCsv } from './csv-records';
import { SeriesWriter } from './series-writer';

const NEEDED: readonly ImportColumn[] = ['state', 'create_datetime'];
const NEEDED_FOR_WINDOWS: readonly ImportColumn[] = [
  ...NEEDED,
  'start_window_datetime',
  'end_window_datetime',
];

/** Replaces the data of a pipe by a file's, all or nothing, in bounded memory. */
@Injectable()
export class CsvImport {
  constructor(
    private readonly imports: SeriesImports,
    private readonly clickhouse: ClickHouse,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Answers the number of rows. What was stored before is read until the last row is checked and stored, and stays on any
   * error.
   *
   * @throws DomainError `DataPipe` naming row and column of the first mistake; whatever `content` throws.
   */
  async import(
    identity: NodeIdentity,
    pipeline: string | null,
    content: AsyncIterable<Uint8Array>,
    nowMs: number,
  ): Promise<number> {
    const series = await this.imports.begin(identity, pipeline);
    try {
      const rows = await this.fill(series, content, nowMs);
      await this.imports.commit(series);
      return rows;
    } catch (error) {
      await this.imports
        .abandon(series)
        .catch((reason) =>
          this.log.warn({ err: reason, node: identity.uuid }, 'rows of an import stay for an hour'),
        );
      throw error;
    }
  }

  private async fill(
    series: SeriesImport,
    content: AsyncIterable<Uint8Array>,
    nowMs: number,
  ): Promise<number> {
    const { config, identity } = series;
    const check = new ImportCheck(config, nowMs);
    const writer = new SeriesWriter(this.clickhouse, identity.uuid, series.series);
    const needed = config.processing_policy.policy_type === 'Aggregation' ? NEEDED_FOR_WINDOWS : NEEDED;
    let rows = 0;
    for await (const fields of readCsv(content, needed)) {
      rows += 1;
      writer.add(accepted(check, fields, rows));
      if (!writer.isFull) continue;
      await writer.flush();
      await this.imports.renew(series);
    }
    if (rows === 0) throw pipeRefused('the file has no rows; the data stay as they are');
    await writer.flush();
    return rows;
  }
}

const accepted = (check: ImportCheck, fields: ImportFields, row: number): ImportedRow => {
  const result = check.next(fields);
  if (result.kind === 'problem') throw pipeRefused(`row ${row}, column ${result.column}: ${result.message}`);
  return result;
};
