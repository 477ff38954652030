import { Query, Resolver } from '@nestjs/graphql';
import { getFleetSummary, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Caller } from '../../graphql/request/caller.decorator';
import { FleetSummaryType } from './fleet.types';

@Resolver()
export class FleetResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => FleetSummaryType)
  async getFleetSummary(@Caller() actor: Actor) {
    return this.rpc.call(getFleetSummary, {}, actor);
  }
}
