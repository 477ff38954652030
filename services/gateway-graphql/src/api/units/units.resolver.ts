import { Args, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  createUnit,
  deleteUnit,
  getUnit,
  listUnitLogs,
  listUnits,
  sendUnitCommand,
  updateUnit,
  type Actor,
  type DeviceCommand,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { GraphQLResolveInfo } from 'graphql';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { BackendTopicCommandEnum } from '../enums';
import { isSelected } from './is-selected';
import { UnitCreateInput, UnitFilterInput, UnitLogFilterInput, UnitUpdateInput } from './unit.inputs';
import { UnitLogsResultType, UnitsResultType, UnitType } from './unit.types';

@Resolver()
export class UnitsResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => UnitType)
  async getUnit(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getUnit, { uuid }, actor);
  }

  /** Asking for nodes changes which Units come (`docs/protocol/rest-graphql.md 2.8`). */
  @Query(() => UnitsResultType)
  async getUnits(
    @Caller() actor: Actor,
    @Args('filters', PagePipe) filters: UnitFilterInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    const includeUnitNodes = isSelected('unitNodes', info);
    const includeUnitState = isSelected('unitState', info);
    return this.rpc.call(listUnits, { ...filters, includeUnitNodes, includeUnitState }, actor);
  }

  @Query(() => UnitLogsResultType)
  async getUnitLogs(@Caller() actor: Actor, @Args('filters', PagePipe) filters: UnitLogFilterInput) {
    return this.rpc.call(listUnitLogs, filters, actor);
  }

  @Mutation(() => UnitType)
  async createUnit(@Caller() actor: Actor, @Args('unit') unit: UnitCreateInput) {
    return this.rpc.call(createUnit, unit, actor);
  }

  @Mutation(() => UnitType)
  async updateUnit(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('unit') changes: UnitUpdateInput,
  ) {
    return this.rpc.call(updateUnit, { ...changes, uuid }, actor);
  }

  @Mutation(() => NoneType)
  async sendCommandToInputBaseTopic(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('command', { type: () => BackendTopicCommandEnum }) command: DeviceCommand,
  ) {
    await this.rpc.call(sendUnitCommand, { uuid, command }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async deleteUnit(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(deleteUnit, { uuid }, actor);
    return NONE;
  }
}
