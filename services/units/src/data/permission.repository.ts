import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, type Actor, type Page } from '@unitfleet/contracts';
import { isUniqueViolation, type Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';
import type { LinkedUnits } from './unit-node-edge.repository';
import { PermissionEntity, type AgentType, type GrantedResource } from './permission.entity';

export interface Grant {
  readonly agentType: AgentType;
  readonly agentUuid: string;
  readonly resourceType: GrantedResource;
  readonly resourceUuid: string;
}

/** Rows per statement; a row has four parameters here, and a statement may have 65,535. */
const ROWS_PER_INSERT = 5_000;

/** The agent whose permissions count, if its kind can hold any. */
export const holderOf = (actor: Actor): string | null =>
  actor.kind === 'User' || actor.kind === 'Unit' ? actor.uuid : null;

/** Grants on Units and nodes. */
@Injectable()
export class PermissionRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async isGranted(actor: Actor, resourceType: GrantedResource, resourceUuid: string): Promise<boolean> {
    const agentUuid = holderOf(actor);
    if (agentUuid === null) return false;
    return this.source.manager.existsBy(PermissionEntity, { agentUuid, resourceType, resourceUuid });
  }

  /** Whether the agent holds any row for this kind of resource. */
  async holdsAny(actor: Actor, resourceType: GrantedResource): Promise<boolean> {
    const agentUuid = holderOf(actor);
    return agentUuid !== null && this.source.manager.existsBy(PermissionEntity, { agentUuid, resourceType });
  }

  /** Adds grants, of an edge or not; those that are there already stay as they are. */
  async add(transaction: Transaction, grants: readonly Grant[], isOfEdge = false): Promise<void> {
    for (let start = 0; start < grants.length; start += ROWS_PER_INSERT) {
      const rows = grants.slice(start, start + ROWS_PER_INSERT);
      await transaction.manager.query(
        `insert into permissions (agent_type, agent_uuid, resource_type, resource_uuid, is_of_edge)
         select *, $5::boolean from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[])
         on conflict on constraint permissions_pair do nothing`,
        [
          rows.map((row) => row.agentType),
          rows.map((row) => row.agentUuid),
          rows.map((row) => row.resourceType),
          rows.map((row) => row.resourceUuid),
          isOfEdge,
        ],
      );
    }
  }

  /** Takes away what came with an edge; what a User has granted stays. */
  async removeOfEdge(transaction: Transaction, grants: readonly Grant[]): Promise<void> {
    for (const { agentUuid, resourceType, resourceUuid } of grants)
      await transaction.manager.delete(PermissionEntity, {
        agentUuid,
        resourceType,
        resourceUuid,
        isOfEdge: true,
      });
  }

  /** Of what has come with these edges, takes away what no edge gives any more. */
  async removeLoose(transaction: Transaction, edges: readonly LinkedUnits[]): Promise<void> {
    if (edges.length === 0) return;
    const units = edges.flatMap(({ senderUuid, receiverUuid }) => [senderUuid, receiverUuid]);
    const nodes = edges.flatMap(({ outputUuid, inputUuid }) => [outputUuid, inputUuid]);
    await transaction.manager.query(
      `delete from permissions held
       where held.is_of_edge and held.agent_uuid = any($1::uuid[]) and held.resource_uuid = any($2::uuid[])
       and not exists (
         select 1 from unit_nodes output
         join unit_node_edges edge on edge.node_output_uuid = output.uuid
         join unit_nodes input on input.uuid = edge.node_input_uuid
         where output.unit_uuid = held.agent_uuid and held.resource_uuid in (input.uuid, input.unit_uuid))
       and not exists (
         select 1 from unit_nodes input
         join unit_node_edges edge on edge.node_input_uuid = input.uuid
         where input.unit_uuid = held.agent_uuid and edge.node_output_uuid = held.resource_uuid)`,
      [units, [...units, ...nodes]],
    );
  }

  /** Adds one grant. Throws Permission (422 code 4) for one that is there, also when somebody made it a moment ago. */
  async insert(transaction: Transaction, grant: Grant): Promise<string> {
    const uuid = randomUUID();
    try {
      await transaction.manager.insert(PermissionEntity, { ...grant, uuid, isOfEdge: false });
    } catch (error) {
      if (!isUniqueViolation(error, 'permissions_pair')) throw error;
      throw new DomainError('Permission', 'The agent holds this permission already', { cause: error });
    }
    return uuid;
  }

  /** Answers whether it was there. */
  async delete(transaction: Transaction, agentUuid: string, resourceUuid: string): Promise<boolean> {
    const { affected } = await transaction.manager.delete(PermissionEntity, { agentUuid, resourceUuid });
    return affected === 1;
  }

  /** A page of who holds a permission for something, in the order of the grants. */
  async ofResource(
    resourceUuid: string,
    agentType: AgentType | null,
    page: Page,
  ): Promise<[PermissionEntity[], number]> {
    return this.source.manager.findAndCount(PermissionEntity, {
      where: { resourceUuid, ...(agentType && { agentType }) },
      order: { createdAt: 'ASC', uuid: 'ASC' },
      skip: page.offset ?? 0,
      ...(page.limit ? { take: page.limit } : {}),
    });
  }

  /** What these objects hold, and what others hold of them. */
  async forget(transaction: Transaction, uuids: readonly string[]): Promise<void> {
    await transaction.manager.query('delete from permissions where agent_uuid = any($1::uuid[])', [uuids]);
    await transaction.manager.query('delete from permissions where resource_uuid = any($1::uuid[])', [uuids]);
  }
}
