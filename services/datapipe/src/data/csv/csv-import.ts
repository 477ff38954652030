import { Inject, Injectable } from '@nestjs/common';
import { DomainError, isDomainError } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { ImportCheck, type ImportedRow, type ImportFields } from '@unitfleet/pipeline';
import { ClickHouse } from '../clickhouse/clickhouse';
import { LiveImports, type ImportProgress } from '../live/live-imports';
import { pipeRefused, type NodeIdentity } from '../pipelines/node.store';
import { SeriesImports, type SeriesImport } from '../pipelines/series-imports';
import { CsvRecords, type CsvColumns } from './csv-records';
import { SeriesWriter } from './series-writer';

const OF_ROWS: CsvColumns = { needed: ['state', 'create_datetime'], welcome: [] };
const OF_WINDOWS: CsvColumns = {
  needed: ['state', 'create_datetime', 'start_window_datetime', 'end_window_datetime'],
  welcome: ['aggregation_type'],
};

/** Replaces the data of a pipeline by a file's, all or nothing, in bounded memory. */
@Injectable()
export class CsvImport {
  constructor(
    private readonly imports: SeriesImports,
    private readonly clickhouse: ClickHouse,
    private readonly live: LiveImports,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Answers the number of rows. What was stored before is read until the last row is checked and stored, and stays on any
   * error. Those who watch the node are told how far it is, from where it is an import into a pipeline that is there.
   *
   * @param pipeline its name; null for the first.
   * @throws DomainError `DataPipe` naming row and column of the first mistake; whatever `content` throws.
   */
  async import(
    identity: NodeIdentity,
    pipeline: string | null,
    content: AsyncIterable<Uint8Array>,
    nowMs: number,
  ): Promise<number> {
    const series = await this.imports.begin(identity, pipeline);
    const progress = this.live.begin({ nodeUuid: identity.uuid, pipeline });
    try {
      await this.fillAndShow(series, content, nowMs, progress);
    } catch (error) {
      progress.failed(inWords(error));
      throw error;
    }
    progress.done();
    return progress.rows;
  }

  private async fillAndShow(
    series: SeriesImport,
    content: AsyncIterable<Uint8Array>,
    nowMs: number,
    progress: ImportProgress,
  ): Promise<void> {
    try {
      await this.fill(series, content, nowMs, progress);
      await this.imports.commit(series);
    } catch (error) {
      await this.imports
        .abandon(series)
        .catch((reason) =>
          this.log.warn({ err: reason, node: series.identity.uuid }, 'rows of an import stay for an hour'),
        );
      throw error;
    }
  }

  private async fill(
    series: SeriesImport,
    content: AsyncIterable<Uint8Array>,
    nowMs: number,
    progress: ImportProgress,
  ): Promise<void> {
    const { config, identity } = series;
    const check = new ImportCheck(config, nowMs);
    const writer = new SeriesWriter(this.clickhouse, identity.uuid, series.series);
    const columns = config.processing_policy.policy_type === 'Aggregation' ? OF_WINDOWS : OF_ROWS;
    const records = new CsvRecords(columns, (fields, row) => writer.add(accepted(check, fields, row)));
    try {
      for await (const part of content) {
        records.push(part);
        progress.rows = records.rows;
        progress.bytes += part.length;
        if (writer.isFull) {
          await writer.flush();
          await this.imports.renew(series);
          progress.running('now');
        } else progress.running();
      }
      records.finish();
      progress.rows = records.rows;
      if (records.rows === 0) throw pipeRefused('the file has no rows; the data stay as they are');
      await writer.finish();
    } catch (error) {
      // What is under way would come after the order to drop it.
      await writer.settle().catch(() => undefined);
      throw error;
    }
  }
}

const accepted = (check: ImportCheck, fields: ImportFields, row: number): ImportedRow => {
  const result = check.next(fields);
  if (result.kind === 'problem') throw pipeRefused(`row ${row}, column ${result.column}: ${result.message}`);
  return result;
};

/** As whoever imports gets to read it. */
const inWords = (error: unknown): string =>
  isDomainError(error)
    ? error.message
    : new DomainError('Internal', 'the service failed unexpectedly').message;
