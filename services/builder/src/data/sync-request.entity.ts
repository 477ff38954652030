import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A synchronisation that is still to be done; the row goes with its outcome. */
@Entity('sync_requests')
export class SyncRequestEntity {
  @PrimaryColumn('uuid', { name: 'request_id' })
  requestId!: string;

  @Column('uuid', { name: 'registry_uuid' })
  registryUuid!: string;

  @Column('uuid', { name: 'on_behalf_of', nullable: true })
  onBehalfOf!: string | null;

  @Column('int')
  attempts!: number;
}
