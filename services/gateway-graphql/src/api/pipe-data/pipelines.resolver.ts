import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { checkPipeline, getPipeline, setPipeline, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { UploadedFile } from '../../graphql/request/uploaded-file';
import { Upload } from '../../graphql/scalars/upload.scalar';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { Caller } from '../../graphql/request/caller.decorator';
import { NONE, NoneType } from '../../graphql/none.type';
import { DataPipeValidationErrorType } from './pipe-data.types';

/** Configurations of data pipes, as the YAML documents that people write (`docs/protocol/rest-graphql.md 4.9`). */
@Resolver()
export class PipelinesResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => [DataPipeValidationErrorType])
  async checkDataPipeConfig(
    @Caller() actor: Actor,
    @Args('file', { type: () => Upload }) file: UploadedFile,
  ) {
    return (await this.rpc.call(checkPipeline, { document: file.content }, actor)).problems;
  }

  @Query(() => String)
  async getDataPipeConfig(@Caller() actor: Actor, @UuidArgument() nodeUuid: string) {
    return (await this.rpc.call(getPipeline, { nodeUuid }, actor)).document;
  }

  @Mutation(() => NoneType)
  async setDataPipeConfig(
    @Caller() actor: Actor,
    @UuidArgument() nodeUuid: string,
    @Args('file', { type: () => Upload }) file: UploadedFile,
  ) {
    await this.rpc.call(setPipeline, { nodeUuid, document: file.content }, actor);
    return NONE;
  }
}
