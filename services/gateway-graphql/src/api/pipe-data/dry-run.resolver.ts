import { Inject } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { DomainError, dryRunPipeline, dryRunSchema, type Actor, type DryRunView } from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { StreamClient } from '@unitfleet/messaging';
import { Caller, CallerAddress, ReplyOver } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { DryRunMessageInput } from './dry-run.inputs';
import { DryRunType } from './dry-run.types';
import { gatherContent } from './gather-content';

/** An addition: what a pipeline would do, before it is set. */
@Resolver()
export class DryRunResolver {
  constructor(
    private readonly streams: StreamClient,
    private readonly limits: RequestLimits,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** In memory, since the answer is; who goes away ends the run. */
  @Query(() => DryRunType)
  async dryRunDataPipe(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @ReplyOver() over: AbortSignal,
    @UuidArgument() nodeUuid: string,
    @Args('document') document: string,
    @Args('messages', { type: () => [DryRunMessageInput], nullable: true })
    messages: DryRunMessageInput[] | null,
    @Args('lastMinutes', { type: () => Int, nullable: true }) lastMinutes: number | null,
  ): Promise<DryRunView> {
    this.limits.takeExpensive('pipe-data-file', actor, address);
    const request = { nodeUuid, document: Buffer.from(document), messages, lastMinutes };
    const { content } = await this.streams.open(dryRunPipeline, request, actor);
    const { GRAPHQL_DRY_RUN_BYTES: maxBytes } = this.settings;
    const tooLarge = () =>
      new DomainError(
        'Validation',
        `the run has more than ${maxBytes} bytes, which one answer of GraphQL has at the most: ` +
          'take fewer messages, or dry_run_data_pipe of REST, which streams them',
      );
    const steps = await gatherContent(content, { maxBytes, tooLarge, over });
    return fromRest(JSON.parse(steps.toString()));
  }
}

const TIMES = new Set(['time', 'start_window_datetime', 'end_window_datetime']);

const camelCase = (key: string): string =>
  key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The document is in the form of REST: snake_case, times without zone. */
const fromRest = (document: unknown): DryRunView => {
  const read = (key: string, value: unknown): unknown => {
    if (TIMES.has(key) && typeof value === 'string') return new Date(`${value}Z`);
    if (Array.isArray(value)) return value.map((item) => read('', item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [camelCase(name), read(name, item)]),
    );
  };
  return dryRunSchema.parse(read('', document));
};
