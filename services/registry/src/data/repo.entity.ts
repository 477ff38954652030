import type { VisibilityLevel } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('repos')
export class RepoEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('int')
  version!: number;

  @Column('text', { name: 'visibility_level' })
  visibilityLevel!: VisibilityLevel;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('timestamptz', { name: 'last_update_datetime' })
  lastUpdateDatetime!: Date;

  @Column('text', { name: 'default_branch', nullable: true })
  defaultBranch!: string | null;

  @Column('text', { name: 'default_commit', nullable: true })
  defaultCommit!: string | null;

  @Column('boolean', { name: 'is_compilable_repo' })
  isCompilableRepo!: boolean;

  @Column('boolean', { name: 'is_auto_update_repo' })
  isAutoUpdateRepo!: boolean;

  @Column('boolean', { name: 'is_only_tag_update' })
  isOnlyTagUpdate!: boolean;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;

  @Column('uuid', { name: 'repository_registry_uuid' })
  repositoryRegistryUuid!: string;

  /** That of the registry, which never changes; here for searches. */
  @Column('text', { name: 'repository_url', select: false })
  repositoryUrl!: string;
}
