import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  forgetDeviceDecisions,
  kickDevices,
  publishToDevice,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { BrokerApi } from '../data/broker-api';
import { BrokerClient } from '../data/broker-client';

@Controller()
export class DevicesController {
  constructor(
    private readonly broker: BrokerClient,
    private readonly api: BrokerApi,
  ) {}

  @RpcHandler(publishToDevice)
  async publish(@Payload() request: OperationInput<typeof publishToDevice>): Promise<null> {
    await this.broker.publish(request.topic, request.payload);
    return null;
  }

  @RpcHandler(kickDevices)
  async kick(@Payload() request: OperationInput<typeof kickDevices>): Promise<null> {
    await Promise.all(request.unitUuids.map((uuid) => this.api.kick(uuid)));
    return null;
  }

  @RpcHandler(forgetDeviceDecisions)
  async forget(@Payload() request: OperationInput<typeof forgetDeviceDecisions>): Promise<null> {
    await Promise.all(request.unitUuids.map((uuid) => this.api.forgetDecisions(uuid)));
    return null;
  }
}
