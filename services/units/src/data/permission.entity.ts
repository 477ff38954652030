import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AgentType = 'User' | 'Unit';
export type GrantedResource = 'Unit' | 'UnitNode';

/** Sight of a private Unit or node. That a Unit sees its Repo is a rule, not a row. */
@Entity('permissions')
export class PermissionEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('text', { name: 'agent_type' })
  agentType!: AgentType;

  @Column('uuid', { name: 'agent_uuid' })
  agentUuid!: string;

  @Column('text', { name: 'resource_type' })
  resourceType!: GrantedResource;

  @Column('uuid', { name: 'resource_uuid' })
  resourceUuid!: string;

  /** Came with an edge, and goes with it. */
  @Column('boolean', { name: 'is_of_edge', default: false })
  isOfEdge!: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
