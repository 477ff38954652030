import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';

/** Who may see a private Repo; its creator's row comes with the Repo (`docs/protocol/rest-graphql.md 4.13`). */
@Entity('permissions')
export class PermissionEntity {
  @PrimaryColumn('uuid')
  @Generated('uuid')
  uuid!: string;

  @Column('text', { name: 'agent_type' })
  agentType!: 'User' | 'Unit';

  @Column('uuid', { name: 'agent_user_uuid', nullable: true })
  agentUserUuid!: string | null;

  @Column('uuid', { name: 'agent_unit_uuid', nullable: true })
  agentUnitUuid!: string | null;

  @Column('text', { name: 'resource_type' })
  resourceType!: 'Repo';

  @Column('uuid', { name: 'resource_repo_uuid' })
  resourceRepoUuid!: string;
}
