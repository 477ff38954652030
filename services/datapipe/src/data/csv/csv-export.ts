import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AGGREGATION_FUNCTIONS, type exportPipeData } from '@unitfleet/contracts';
import { spool, type StreamAnswer } from '@unitfleet/messaging';
import type { z } from 'zod';
import { csvHeader, csvRow } from '../../domain/csv/csv-row';
import { NodeStore, pipeRefused } from '../pipelines/node.store';
import { requireRows } from '../pipelines/series-imports';
import { PipeDataReader, type PipeDataStream } from '../reading/pipe-data.reader';
import { textChunks } from './text-chunks';
import { zipped } from './zipped';

type ExportRequest = z.output<typeof exportPipeData.request>;
type ExportHead = z.infer<typeof exportPipeData.head>;

/** What a pipeline has stored as a file (`docs/protocol/datapipe.md 3.3`). */
@Injectable()
export class CsvExport {
  constructor(
    private readonly nodes: NodeStore,
    private readonly reader: PipeDataReader,
  ) {}

  /** @throws DomainError `DataPipe` for a pipeline that is not there, and when there is nothing to export. */
  async export({ nodeUuid, pipeline }: ExportRequest, nowMs: number): Promise<StreamAnswer<ExportHead>> {
    const { config } = requireRows(await this.nodes.find(nodeUuid), pipeline);
    const { policy_type: type } = config.processing_policy;
    const rows = await this.reader.stream({ ...ALL, nodeUuid, pipeline, type }, nowMs);
    if (rows.count === 0) throw pipeRefused('the data pipe of the node has no data');
    const name = `dp_data_${randomUUID()}`;
    const csv = textChunks(lines(csvHeader(type), rows));
    const { size, content } = await spool(zipped(`${name}.csv`, csv, nowMs));
    return { head: { fileName: `${name}.zip`, size }, content };
  }
}

/** Every row, oldest first. */
const ALL = { aggregationType: [...AGGREGATION_FUNCTIONS], orderByCreateDate: 'asc' as const };

async function* lines(header: string, { items }: PipeDataStream): AsyncGenerator<string[]> {
  yield [header];
  for await (const some of items) yield some.map(csvRow);
}
