import { Body, Delete, Get, Inject, Patch, Post, Query } from '@nestjs/common';
import {
  createUnitNodeEdge,
  deleteUnitNodeEdge,
  getUnitNode,
  listUnitNodes,
  setInputState,
  unitNodeEdgeViewSchema,
  unitNodeViewSchema,
  updateUnitNode,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import {
  SetInputStateBody,
  UnitNodeEdgeBody,
  UnitNodeEdgeQuery,
  UnitNodesQuery,
  UpdateUnitNodeBody,
} from './unit-nodes.dto';

@RestController('unit_nodes')
export class UnitNodesController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Answers('UnitNodes', listUnitNodes.response)
  async list(@Caller() actor: Actor, @Query() query: UnitNodesQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listUnitNodes, camelKeys(query), actor);
  }

  @Get(':uuid')
  @Answers('UnitNode', unitNodeViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getUnitNode, { uuid }, actor);
  }

  @Patch(':uuid')
  @Answers('UnitNode', unitNodeViewSchema)
  async update(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: UpdateUnitNodeBody) {
    return this.rpc.call(updateUnitNode, { ...camelKeys(body), uuid }, actor);
  }

  @Patch('set_state_input/:uuid')
  @Answers('UnitNode', unitNodeViewSchema)
  async setState(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: SetInputStateBody) {
    return this.rpc.call(setInputState, { ...camelKeys(body), uuid }, actor);
  }

  @Post('create_unit_node_edge')
  @Creates('UnitNodeEdge', unitNodeEdgeViewSchema)
  async createEdge(@Caller() actor: Actor, @Body() body: UnitNodeEdgeBody) {
    return this.rpc.call(createUnitNodeEdge, camelKeys(body), actor);
  }

  /** An addition: the protocol's first edition deleted edges over GraphQL only. */
  @Delete('delete_unit_node_edge')
  @AnswersNothing()
  async deleteEdge(@Caller() actor: Actor, @Query() query: UnitNodeEdgeQuery): Promise<void> {
    await this.rpc.call(deleteUnitNodeEdge, camelKeys(query), actor);
  }
}
