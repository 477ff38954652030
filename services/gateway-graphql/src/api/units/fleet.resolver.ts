import { Info, Query, Resolver } from '@nestjs/graphql';
import { getFleetSummary, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { GraphQLResolveInfo } from 'graphql';
import { Caller } from '../../graphql/request/caller.decorator';
import { FleetSummaryType } from './fleet.types';
import { isSelected } from './is-selected';

@Resolver()
export class FleetResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => FleetSummaryType)
  async getFleetSummary(@Caller() actor: Actor, @Info() info: GraphQLResolveInfo) {
    const includeDataPipes = isSelected('dataPipeErrors', info);
    return this.rpc.call(getFleetSummary, { includeDataPipes }, actor);
  }
}
