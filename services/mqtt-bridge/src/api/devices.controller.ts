import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  forgetDeviceDecisions,
  kickDevices,
  publishToDevice,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { BrokerClient } from '../data/broker-client';
import { DeviceClients } from '../data/device-clients';

@Controller()
export class DevicesController {
  constructor(
    private readonly broker: BrokerClient,
    private readonly clients: DeviceClients,
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
}
