import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { kickBrokerClient, listBrokerClients, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { BrokerClientsResultType } from './broker-client.types';
import { BrokerClientFilterInput, USUAL_PAGE } from './operate.inputs';

@Resolver()
export class BrokerClientsResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => BrokerClientsResultType)
  async getBrokerClients(
    @Caller() actor: Actor,
    @Args('filters', PagePipe) { limit, offset, searchString }: BrokerClientFilterInput,
  ): Promise<BrokerClientsResultType> {
    const page = { limit: limit || USUAL_PAGE, offset: offset ?? 0, searchString: searchString || null };
    const { count, clients } = await this.rpc.call(listBrokerClients, page, actor);
    const shown = clients.map(({ connectedAt, ...client }) => ({
      ...client,
      connectedDatetime: connectedAt,
    }));
    return { count, clients: shown };
  }

  @Mutation(() => NoneType)
  async kickBrokerClient(@Caller() actor: Actor, @Args('clientId') clientId: string) {
    await this.rpc.call(kickBrokerClient, { clientId }, actor);
    return NONE;
  }
}
