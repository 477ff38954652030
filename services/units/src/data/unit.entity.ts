import type { FirmwareUpdateStatus, VisibilityLevel } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A Unit: what it is to run, what it runs, and what is kept for it. */
@Entity('units')
export class UnitEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  /** Grows with every change of the row. */
  @Column('int', { default: 1 })
  version!: number;

  /** Grows with every change of what the Unit may do at the broker. */
  @Column('int', { name: 'access_version', default: 1 })
  accessVersion!: number;

  @Column('text', { name: 'visibility_level' })
  visibilityLevel!: VisibilityLevel;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('timestamptz', { name: 'last_update_datetime' })
  lastUpdateDatetime!: Date;

  @Column('boolean', { name: 'is_auto_update_from_repo_unit' })
  isAutoUpdateFromRepoUnit!: boolean;

  @Column('text', { name: 'target_firmware_platform', nullable: true })
  targetFirmwarePlatform!: string | null;

  @Column('text', { name: 'repo_branch', nullable: true })
  repoBranch!: string | null;

  @Column('text', { name: 'repo_commit', nullable: true })
  repoCommit!: string | null;

  /** JSON text of the last `UnitState`. */
  @Column('text', { name: 'unit_state', nullable: true })
  unitState!: string | null;

  @Column('timestamptz', { name: 'state_received_at', nullable: true })
  stateReceivedAt!: Date | null;

  /** Version that the device last reported. */
  @Column('text', { name: 'current_commit_version', nullable: true })
  currentCommitVersion!: string | null;

  /** Version that the nodes belong to; null before the first synchronisation. */
  @Column('text', { name: 'synced_commit', nullable: true })
  syncedCommit!: string | null;

  /** Base topics of that version. */
  @Column('text', { name: 'input_base_topics', array: true })
  inputBaseTopics!: string[];

  @Column('text', { name: 'output_base_topics', array: true })
  outputBaseTopics!: string[];

  @Column('text', { name: 'cipher_env', nullable: true })
  cipherEnv!: string | null;

  @Column('text', { name: 'cipher_state_storage', nullable: true })
  cipherStateStorage!: string | null;

  @Column('text', { name: 'firmware_update_status', nullable: true })
  firmwareUpdateStatus!: FirmwareUpdateStatus | null;

  @Column('text', { name: 'firmware_update_error', nullable: true })
  firmwareUpdateError!: string | null;

  @Column('timestamptz', { name: 'last_firmware_update_datetime', nullable: true })
  lastFirmwareUpdateDatetime!: Date | null;

  /** Commit that the last Update named. */
  @Column('text', { name: 'firmware_target_commit', nullable: true })
  firmwareTargetCommit!: string | null;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;

  @Column('uuid', { name: 'repo_uuid' })
  repoUuid!: string;
}
