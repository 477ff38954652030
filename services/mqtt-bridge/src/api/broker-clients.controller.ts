import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  kickBrokerClient,
  listBrokerClients,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { requireOperator } from '@unitfleet/service-host';
import { ClientList } from '../data/client-list';

/** For whoever operates the instance. */
@Controller()
export class BrokerClientsController {
  constructor(
    private readonly clients: ClientList,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @RpcHandler(listBrokerClients)
  async list(
    @Payload() request: OperationInput<typeof listBrokerClients>,
    @Ctx() { actor }: Call,
  ): Promise<OperationResponse<typeof listBrokerClients>> {
    requireOperator(actor);
    return this.clients.page(request);
  }

  @RpcHandler(kickBrokerClient)
  async kick(
    @Payload() request: OperationInput<typeof kickBrokerClient>,
    @Ctx() { actor }: Call,
  ): Promise<null> {
    const { uuid: admin } = requireOperator(actor);
    await this.clients.kick(request);
    this.log.info({ admin, clientId: request.clientId }, 'a client of the broker was kicked');
    return null;
  }
}
