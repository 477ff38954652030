import type { DeviceCommand } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The newest command of its kind that waits for its effect. */
@Entity('pending_commands')
export class PendingCommandEntity {
  @PrimaryColumn('uuid', { name: 'unit_uuid' })
  unitUuid!: string;

  @PrimaryColumn('text')
  kind!: DeviceCommand;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  /** What goes to the device. */
  @Column('text')
  payload!: string;

  /** An Update that names an asset: the device does not fetch its env with it. */
  @Column('boolean', { name: 'is_compiled' })
  isCompiled!: boolean;

  @Column('int')
  attempts!: number;

  /** Over how many connections of the device it was sent. */
  @Column('int')
  connections!: number;

  /** Newest client of the device when it was last sent. */
  @Column('text', { name: 'client_id', nullable: true })
  clientId!: string | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
