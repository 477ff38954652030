import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One MQTT client of a Unit. */
@Entity('device_connections')
export class DeviceConnectionEntity {
  @PrimaryColumn('uuid', { name: 'unit_uuid' })
  unitUuid!: string;

  @PrimaryColumn('text', { name: 'client_id' })
  clientId!: string;

  @Column('timestamptz', { name: 'connected_at' })
  connectedAt!: Date;

  /** Base inputs by name with the milliseconds at which each was subscribed to. */
  @Column('jsonb', { name: 'base_inputs' })
  baseInputs!: Record<string, number>;
}
