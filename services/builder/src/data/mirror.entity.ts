import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The mirror of one registry's repository. */
@Entity('mirrors')
export class MirrorEntity {
  @PrimaryColumn('uuid', { name: 'registry_uuid' })
  registryUuid!: string;

  @Column('int')
  version!: number;

  /** Folder of the newest content, which never changes; null while nothing has been fetched yet. */
  @Column('uuid', { nullable: true })
  generation!: string | null;

  /** The content before, which somebody may still be reading. */
  @Column('uuid', { name: 'previous_generation', nullable: true })
  previousGeneration!: string | null;

  @Column('bigint', { name: 'size_bytes', transformer: { to: (size) => size, from: Number } })
  sizeBytes!: number;

  @Column('text', { name: 'releases_data', nullable: true })
  releasesData!: string | null;

  /** What the platform called the state of each page of releases; null when they must be read again. */
  @Column('jsonb', { name: 'release_pages', nullable: true })
  releasePages!: readonly (readonly [url: string, mark: string])[] | null;

  @Column('uuid', { name: 'last_request_id' })
  lastRequestId!: string;

  /** Why the last synchronisation failed. */
  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { name: 'synced_at', nullable: true })
  syncedAt!: Date | null;
}
