import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  checkPipeline,
  getPipeline,
  getPipelineCounters,
  setPipeline,
  type Actor,
} from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { Caller, CallerAddress } from '../../graphql/request/caller.decorator';
import { DocumentPipe } from '../../graphql/request/document.pipe';
import { Upload } from '../../graphql/scalars/upload.scalar';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { DataPipeValidationErrorType } from './pipe-data.types';
import { DataPipeCountersType } from './pipe-counters.types';

/** Configurations of data pipes, as the YAML documents that people write (`docs/protocol/rest-graphql.md 4.9`). */
@Resolver()
export class PipelinesResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: RequestLimits,
  ) {}

  @Query(() => [DataPipeValidationErrorType])
  async checkDataPipeConfig(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @Args('file', { type: () => Upload }, DocumentPipe) document: Buffer,
  ) {
    this.limits.takeExpensive('pipe-check', actor, address);
    return (await this.rpc.call(checkPipeline, { document }, actor)).problems;
  }

  @Query(() => String)
  async getDataPipeConfig(@Caller() actor: Actor, @UuidArgument() nodeUuid: string) {
    return (await this.rpc.call(getPipeline, { nodeUuid }, actor)).document;
  }

  /** An addition: what became of the messages of the node, by reason. */
  @Query(() => DataPipeCountersType)
  async getDataPipeCounters(@Caller() actor: Actor, @UuidArgument() nodeUuid: string) {
    return this.rpc.call(getPipelineCounters, { nodeUuid }, actor);
  }

  @Mutation(() => NoneType)
  async setDataPipeConfig(
    @Caller() actor: Actor,
    @UuidArgument() nodeUuid: string,
    @Args('file', { type: () => Upload }, DocumentPipe) document: Buffer,
  ) {
    await this.rpc.call(setPipeline, { nodeUuid, document }, actor);
    return NONE;
  }
}
