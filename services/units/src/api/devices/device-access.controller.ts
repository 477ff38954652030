import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { authorizeTopic, getDeviceAccess, resolveUnitToken, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { DeviceAccessService } from './device-access.service';

/** Answers `auth-hook` and the gateways about devices. */
@Controller()
export class DeviceAccessController {
  constructor(private readonly access: DeviceAccessService) {}

  @RpcHandler(getDeviceAccess)
  async get(@Payload() request: OperationInput<typeof getDeviceAccess>) {
    return this.access.accessOf(request.unitUuid);
  }

  @RpcHandler(authorizeTopic)
  async authorize(@Payload() request: OperationInput<typeof authorizeTopic>) {
    return { isAllowed: await this.access.mayUse(request) };
  }

  @RpcHandler(resolveUnitToken)
  async resolveToken(@Payload() request: OperationInput<typeof resolveUnitToken>) {
    return this.access.resolveToken(request.uuid);
  }
}
