import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeUnitLogs,
  countUnitEntities,
  countUnitVersions,
  createUnit,
  deleteUnit,
  findExistingUnits,
  getUnit,
  listUnits,
  updateUnit,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { UnitStatisticsQuery } from '../../data/unit-statistics.query';
import { UnitRepository } from '../../data/unit.repository';
import { CreateUnitService } from './create-unit.service';
import { DeleteUnitService } from './delete-unit.service';
import { ReadUnitService } from './read-unit.service';
import { UpdateUnitService } from './update-unit.service';

@Controller()
export class UnitController {
  constructor(
    private readonly creation: CreateUnitService,
    private readonly reading: ReadUnitService,
    private readonly change: UpdateUnitService,
    private readonly deletion: DeleteUnitService,
    private readonly statistics: UnitStatisticsQuery,
    private readonly units: UnitRepository,
  ) {}

  @RpcHandler(createUnit)
  async create(@Payload() request: OperationInput<typeof createUnit>, @Ctx() call: Call) {
    return this.creation.create(call.actor, request);
  }

  @RpcHandler(getUnit)
  async get(@Payload() request: OperationInput<typeof getUnit>, @Ctx() call: Call) {
    return this.reading.get(call.actor, request.uuid);
  }

  @RpcHandler(listUnits)
  async list(@Payload() request: OperationInput<typeof listUnits>, @Ctx() call: Call) {
    return this.reading.list(call.actor, request);
  }

  @RpcHandler(updateUnit)
  async update(@Payload() request: OperationInput<typeof updateUnit>, @Ctx() call: Call) {
    return this.change.update(call.actor, request);
  }

  @RpcHandler(deleteUnit)
  async delete(@Payload() request: OperationInput<typeof deleteUnit>, @Ctx() call: Call) {
    await this.deletion.delete(call.actor, request.uuid);
    return null;
  }

  @RpcHandler(authorizeUnitLogs)
  async authorizeLogs(@Payload() request: OperationInput<typeof authorizeUnitLogs>, @Ctx() call: Call) {
    await this.reading.authorizeLogs(call.actor, request.uuid);
    return null;
  }

  @RpcHandler(countUnitVersions)
  async countVersions(@Payload() request: OperationInput<typeof countUnitVersions>) {
    return this.statistics.versionsOf(request.repoUuid);
  }

  @RpcHandler(countUnitEntities)
  async countEntities() {
    return this.statistics.entities();
  }

  @RpcHandler(findExistingUnits)
  async findExisting(@Payload() request: OperationInput<typeof findExistingUnits>) {
    return { uuids: await this.units.existing(request.uuids) };
  }
}
