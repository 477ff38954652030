import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  describeUnitFirmware,
  getUnitSchema,
  getUnitTargetVersion,
  sendUnitCommand,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { SendCommandService } from '../commands/send-command.service';
import { UnitDocumentsService } from './unit-documents.service';

@Controller()
export class UnitFirmwareController {
  constructor(
    private readonly documents: UnitDocumentsService,
    private readonly commands: SendCommandService,
  ) {}

  @RpcHandler(getUnitSchema)
  async schema(@Payload() request: OperationInput<typeof getUnitSchema>, @Ctx() call: Call) {
    return { schema: await this.documents.schema(call.actor, request.uuid) };
  }

  @RpcHandler(getUnitTargetVersion)
  async targetVersion(@Payload() request: OperationInput<typeof getUnitTargetVersion>, @Ctx() call: Call) {
    return this.documents.targetVersion(call.actor, request.uuid);
  }

  @RpcHandler(describeUnitFirmware)
  async firmware(@Payload() request: OperationInput<typeof describeUnitFirmware>, @Ctx() call: Call) {
    return this.documents.firmware(call.actor, request.uuid);
  }

  @RpcHandler(sendUnitCommand)
  async send(@Payload() request: OperationInput<typeof sendUnitCommand>, @Ctx() call: Call) {
    await this.commands.send(call.actor, request.uuid, request.command);
    return null;
  }
}
