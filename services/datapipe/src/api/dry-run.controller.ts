import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  dryRunPipeline,
  MAX_DRY_RUN_MESSAGES,
  MAX_DRY_RUN_MINUTES,
} from '@unitfleet/contracts';
import { RpcClient, StreamHandler, type Call, type StreamAnswer } from '@unitfleet/messaging';
import { Clock } from '@unitfleet/service-host';
import type { z } from 'zod';
import { DryRuns } from '../data/dry-run/dry-runs';
import { pipeRefused } from '../data/pipelines/node.store';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';
import { requirePipeline } from './pipeline-document';

type DryRunRequest = z.output<typeof dryRunPipeline.request>;

const MINUTE_MS = 60_000;

/** What a pipeline would do, before it is set. */
@Controller()
export class DryRunController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly runs: DryRuns,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  @StreamHandler(dryRunPipeline)
  async dryRun(
    @Payload() { nodeUuid, document, messages, lastMinutes }: DryRunRequest,
    @Ctx() call: Call,
  ): Promise<StreamAnswer<object>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: nodeUuid, action: 'configure' }, call.actor);
    const config = requirePipeline(document, this.settings);
    const now = this.clock.now();
    if (messages && lastMinutes == null) {
      if (messages.length > MAX_DRY_RUN_MESSAGES)
        throw pipeRefused(`a dry run takes ${MAX_DRY_RUN_MESSAGES} messages at the most`);
      return { head: {}, content: this.runs.pasted(config, messages, now) };
    }
    if (messages || lastMinutes == null)
      throw pipeRefused('a dry run takes either messages or a number of minutes');
    if (!(lastMinutes >= 1 && lastMinutes <= MAX_DRY_RUN_MINUTES))
      throw pipeRefused(`a dry run goes back 1 to ${MAX_DRY_RUN_MINUTES} minutes`);
    return { head: {}, content: this.runs.recorded(config, nodeUuid, now - lastMinutes * MINUTE_MS) };
  }
}
