import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  exportPipeData,
  importPipeData,
  type UploadInput,
  type UploadResponse,
} from '@unitfleet/contracts';
import { RpcClient, StreamHandler, UploadHandler, type Call, type StreamAnswer } from '@unitfleet/messaging';
import { Clock } from '@unitfleet/service-host';
import type { z } from 'zod';
import { CsvExport } from '../data/csv/csv-export';
import { CsvImport } from '../data/csv/csv-import';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';

type ExportRequest = z.output<typeof exportPipeData.request>;
type ExportAnswer = StreamAnswer<z.output<typeof exportPipeData.head>>;
type ImportInput = UploadInput<typeof importPipeData>;

/** Data of pipes as files (`docs/protocol/rest-graphql.md 4.9`). */
@Controller()
export class PipeDataCsvController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly exports: CsvExport,
    private readonly imports: CsvImport,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  @StreamHandler(exportPipeData)
  async export(@Payload() request: ExportRequest, @Ctx() call: Call): Promise<ExportAnswer> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: request.nodeUuid, action: 'read-data' }, call.actor);
    return this.exports.export(request, this.clock.now());
  }

  @UploadHandler(importPipeData)
  async import(
    @Payload() { request, content }: ImportInput,
    @Ctx() call: Call,
  ): Promise<UploadResponse<typeof importPipeData>> {
    requireDatapipe(this.settings);
    const asked = { uuid: request.nodeUuid, action: 'configure' as const };
    const identity = await this.rpc.call(authorizeNode, asked, call.actor);
    return { rows: await this.imports.import(identity, request.pipeline || null, content, this.clock.now()) };
  }
}
