import { Args, Query, Resolver } from '@nestjs/graphql';
import { assertHistoryPoints, readPipeDataPoints, type Actor } from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import { Caller, CallerAddress } from '../../graphql/request/caller.decorator';
import { DataPipePointsInput } from './pipe-points.inputs';
import { DataPipePointsResultType } from './pipe-points.types';

/** An addition: what pipes have stored, as a chart needs it. */
@Resolver()
export class PipePointsResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: RequestLimits,
  ) {}

  @Query(() => DataPipePointsResultType)
  async getPipeDataPoints(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @Args('filters') { uuid: nodeUuid, ...filters }: DataPipePointsInput,
  ) {
    assertHistoryPoints(filters.points);
    this.limits.takeExpensive('pipe-data-points', actor, address);
    return this.rpc.call(readPipeDataPoints, { ...filters, nodeUuid }, actor);
  }
}
