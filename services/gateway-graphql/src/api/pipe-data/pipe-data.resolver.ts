import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { deletePipeData, readPipeData, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { NONE, NoneType } from '../../graphql/none.type';
import { DataPipeFilterInput } from './pipe-data.inputs';
import { PipeDataResultType } from './pipe-data.types';

@Resolver()
export class PipeDataResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => PipeDataResultType)
  async getPipeData(
    @Caller() actor: Actor,
    @Args('filters', PagePipe) { uuid: nodeUuid, ...filters }: DataPipeFilterInput,
  ) {
    return this.rpc.call(readPipeData, { ...filters, nodeUuid }, actor);
  }

  @Mutation(() => NoneType)
  async deleteDataPipeData(@Caller() actor: Actor, @UuidArgument() nodeUuid: string) {
    await this.rpc.call(deletePipeData, { nodeUuid }, actor);
    return NONE;
  }
}
