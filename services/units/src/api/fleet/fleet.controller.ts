import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { getFleetSummary, listFleetUnits, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { ReadFleetService } from './read-fleet.service';

@Controller()
export class FleetController {
  constructor(private readonly reading: ReadFleetService) {}

  @RpcHandler(getFleetSummary)
  async summary(@Payload() request: OperationInput<typeof getFleetSummary>, @Ctx() call: Call) {
    return this.reading.summary(call.actor, request.includeDataPipes);
  }

  @RpcHandler(listFleetUnits)
  async units(@Payload() request: OperationInput<typeof listFleetUnits>, @Ctx() call: Call) {
    return { units: await this.reading.units(call.actor, request.uuids) };
  }
}
