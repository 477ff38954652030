import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  createUnitNodeEdge,
  deleteUnitNodeEdge,
  getUnitNode,
  listUnitNodeEdges,
  listUnitNodes,
  setInputState,
  updateUnitNode,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import {
  UnitNodeEdgeCreateInput,
  UnitNodeEdgeFilterInput,
  UnitNodeFilterInput,
  UnitNodeSetStateInput,
  UnitNodeUpdateInput,
} from './unit-node.inputs';
import {
  UnitNodeEdgesResultType,
  UnitNodeEdgeType,
  UnitNodesResultType,
  UnitNodeType,
} from './unit-node.types';

@Resolver()
export class UnitNodesResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => UnitNodeType)
  async getUnitNode(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getUnitNode, { uuid }, actor);
  }

  @Query(() => UnitNodesResultType)
  async getUnitNodes(@Caller() actor: Actor, @Args('filters', PagePipe) filters: UnitNodeFilterInput) {
    return this.rpc.call(listUnitNodes, filters, actor);
  }

  /** Edges of which the caller sees both ends. */
  @Query(() => UnitNodeEdgesResultType)
  async getUnitNodeEdges(
    @Caller() actor: Actor,
    @Args('filters', PagePipe) filters: UnitNodeEdgeFilterInput,
  ) {
    return this.rpc.call(listUnitNodeEdges, filters, actor);
  }

  @Mutation(() => UnitNodeType)
  async updateUnitNode(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('unitNode') changes: UnitNodeUpdateInput,
  ) {
    return this.rpc.call(updateUnitNode, { ...changes, uuid }, actor);
  }

  @Mutation(() => UnitNodeType)
  async setStateUnitNodeInput(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('unitNode') { state }: UnitNodeSetStateInput,
  ) {
    return this.rpc.call(setInputState, { uuid, state }, actor);
  }

  @Mutation(() => UnitNodeEdgeType)
  async createUnitNodeEdge(@Caller() actor: Actor, @Args('unitNodeEdge') edge: UnitNodeEdgeCreateInput) {
    return this.rpc.call(createUnitNodeEdge, edge, actor);
  }

  @Mutation(() => NoneType)
  async deleteUnitNodeEdge(
    @Caller() actor: Actor,
    @UuidArgument('inputUuid') nodeInputUuid: string,
    @UuidArgument('outputUuid') nodeOutputUuid: string,
  ) {
    await this.rpc.call(deleteUnitNodeEdge, { nodeInputUuid, nodeOutputUuid }, actor);
    return NONE;
  }
}
