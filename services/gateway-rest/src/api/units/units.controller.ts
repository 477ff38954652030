import { Body, Delete, Get, Inject, Patch, Post, Query } from '@nestjs/common';
import {
  createUnit,
  deleteUnit,
  getUnit,
  listUnitLogs,
  listUnits,
  sendUnitCommand,
  unitViewSchema,
  updateUnit,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { GetWithSlash } from '../../http/routes/slash.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { CommandQuery } from './unit-documents.dto';
import { CreateUnitBody, UnitLogsQuery, UnitsQuery, UpdateUnitBody } from './units.dto';

@RestController('units')
export class UnitsController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Creates('Unit', unitViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreateUnitBody) {
    return this.rpc.call(createUnit, camelKeys(body), actor);
  }

  @Get()
  @Answers('Units', listUnits.response)
  async list(@Caller() actor: Actor, @Query() query: UnitsQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    const { isIncludeOutputUnitNodes: includeUnitNodes, ...filters } = camelKeys(query);
    return this.rpc.call(listUnits, { ...filters, includeUnitNodes }, actor);
  }

  @GetWithSlash('log_list')
  @Answers('UnitLogs', listUnitLogs.response)
  async logs(@Caller() actor: Actor, @Query() query: UnitLogsQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listUnitLogs, camelKeys(query), actor);
  }

  @Get(':uuid')
  @Answers('Unit', unitViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getUnit, { uuid }, actor);
  }

  @Patch(':uuid')
  @Answers('Unit', unitViewSchema)
  async update(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: UpdateUnitBody) {
    return this.rpc.call(updateUnit, { ...camelKeys(body), uuid }, actor);
  }

  @Delete(':uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deleteUnit, { uuid }, actor);
  }

  @Post('send_command_to_input_base_topic/:uuid')
  @AnswersNothing()
  async sendCommand(@Caller() actor: Actor, @PathUuid() uuid: string, @Query() query: CommandQuery) {
    await this.rpc.call(sendUnitCommand, { uuid, command: query.command }, actor);
  }
}
