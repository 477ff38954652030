import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  forgetDeviceDecisions,
  kickDevices,
  listDeviceSessions,
  publishToDevice,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { BrokerClient } from '../data/broker-client';
import { ClientList } from '../data/client-list';
import { DeviceClients } from '../data/device-clients';

@Controller()
export class DevicesController {
  constructor(
    private readonly broker: BrokerClient,
    private readonly clients: DeviceClients,
    private readonly list: ClientList,
  ) {}

  @RpcHandler(publishToDevice)
  async publish(@Payload() request: OperationInput<typeof publishToDevice>): Promise<null> {
    await this.broker.publish(request.topic, request.payload);
    return null;
  }

  @RpcHandler(kickDevices)
  async kick(@Payload() request: OperationInput<typeof kickDevices>): Promise<null> {
    await this.clients.kick(request.unitUuids, request.hearing);
    return null;
  }

  @RpcHandler(forgetDeviceDecisions)
  async forget(@Payload() request: OperationInput<typeof forgetDeviceDecisions>): Promise<null> {
    await this.clients.forget(request.unitUuids);
    return null;
  }

  @RpcHandler(listDeviceSessions)
  async listSessions(
    @Payload() request: OperationInput<typeof listDeviceSessions>,
  ): Promise<OperationResponse<typeof listDeviceSessions>> {
    const { count, clients } = await this.list.page(request);
    const sessions = clients.map(({ clientId, unitUuid, isConnected, connectedAt }) => ({
      clientId,
      unitUuid,
      isConnected,
      connectedAt,
    }));
    return { count, sessions };
  }
}
