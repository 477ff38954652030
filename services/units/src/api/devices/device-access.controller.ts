import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  getDeviceAccess,
  getNodeAccess,
  listDeviceAccess,
  listNodeAccess,
  resolveUnitToken,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { AccessSnapshotQuery } from '../../data/access-snapshot.query';
import { DeviceAccessService } from './device-access.service';

/** Answers `auth-hook` and the gateways about devices. */
@Controller()
export class DeviceAccessController {
  constructor(
    private readonly access: DeviceAccessService,
    private readonly snapshot: AccessSnapshotQuery,
  ) {}

  @RpcHandler(getDeviceAccess)
  async get(@Payload() request: OperationInput<typeof getDeviceAccess>) {
    return this.access.accessOf(request.unitUuid);
  }

  @RpcHandler(getNodeAccess)
  async getNode(@Payload() request: OperationInput<typeof getNodeAccess>) {
    return this.access.nodeAccess(request);
  }

  @RpcHandler(listDeviceAccess)
  async list(@Payload() request: OperationInput<typeof listDeviceAccess>) {
    return { units: await this.snapshot.units(request) };
  }

  @RpcHandler(listNodeAccess)
  async listNodes(@Payload() request: OperationInput<typeof listNodeAccess>) {
    return { nodes: await this.snapshot.nodes(request) };
  }

  @RpcHandler(resolveUnitToken)
  async resolveToken(@Payload() request: OperationInput<typeof resolveUnitToken>) {
    return this.access.resolveToken(request.uuid);
  }
}
