import type { GitPlatform, RegistrySyncStatus } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('repository_registry')
export class RepositoryRegistryEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('int')
  version!: number;

  @Column('text')
  platform!: GitPlatform;

  @Column('text', { name: 'repository_url' })
  repositoryUrl!: string;

  @Column('boolean', { name: 'is_public_repository' })
  isPublicRepository!: boolean;

  @Column('text', { name: 'cipher_credentials_private_repository', nullable: true })
  cipherCredentials!: string | null;

  @Column('text', { name: 'releases_data', nullable: true })
  releasesData!: string | null;

  @Column('bigint', { name: 'local_repository_size', transformer: { to: (size) => size, from: Number } })
  localRepositorySize!: number;

  @Column('text', { name: 'sync_status', nullable: true })
  syncStatus!: RegistrySyncStatus | null;

  @Column('text', { name: 'sync_error', nullable: true })
  syncError!: string | null;

  /** Start of the last synchronisation. */
  @Column('timestamptz', { name: 'sync_last_datetime', nullable: true })
  syncLastDatetime!: Date | null;

  /** The synchronisation whose outcome is awaited; null when none is. */
  @Column('uuid', { name: 'sync_request_id', nullable: true })
  syncRequestId!: string | null;

  @Column('uuid', { name: 'sync_on_behalf_of', nullable: true })
  syncOnBehalfOf!: string | null;

  /** When the outcome was last asked for. */
  @Column('timestamptz', { name: 'sync_asked_at', nullable: true })
  syncAskedAt!: Date | null;

  /** Version of the mirror that size and releases are from. */
  @Column('int', { name: 'mirror_version' })
  mirrorVersion!: number;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('timestamptz', { name: 'last_update_datetime' })
  lastUpdateDatetime!: Date;

  @Column('uuid', { name: 'creator_uuid', nullable: true })
  creatorUuid!: string | null;
}
