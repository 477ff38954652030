import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { deletePipeData, importPipeData, readPipeData, type Actor } from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { RpcClient, StreamClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller, CallerAddress, ReplyOver } from '../../graphql/request/caller.decorator';
import { UploadedFile } from '../../graphql/request/uploaded-file';
import { Upload } from '../../graphql/scalars/upload.scalar';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { DataPipeFilterInput } from './pipe-data.inputs';
import { PipeDataResultType } from './pipe-data.types';
import { UnpagedRows } from './unpaged-rows';

@Resolver()
export class PipeDataResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly streams: StreamClient,
    private readonly unpaged: UnpagedRows,
    private readonly limits: RequestLimits,
  ) {}

  @Query(() => PipeDataResultType)
  async getPipeData(
    @Caller() actor: Actor,
    @ReplyOver() over: AbortSignal,
    @Args('filters', PagePipe) { uuid: nodeUuid, ...filters }: DataPipeFilterInput,
  ) {
    const request = { ...filters, nodeUuid };
    return filters.limit
      ? this.rpc.call(readPipeData, request, actor)
      : this.unpaged.read(request, actor, over);
  }

  /** The file goes to its owner while it comes. */
  @Mutation(() => NoneType)
  async setDataPipeDataCsv(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @UuidArgument() nodeUuid: string,
    @Args('file', { type: () => Upload }) file: UploadedFile,
    @Args('pipeline', { type: () => String, nullable: true }) pipeline: string | null,
  ) {
    this.limits.takeExpensive('pipe-data-file', actor, address);
    await this.streams.upload(importPipeData, { nodeUuid, pipeline }, file.open(), actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async deleteDataPipeData(@Caller() actor: Actor, @UuidArgument() nodeUuid: string) {
    await this.rpc.call(deletePipeData, { nodeUuid }, actor);
    return NONE;
  }
}
