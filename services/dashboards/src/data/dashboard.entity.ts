import type { DashboardStatus } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dashboards')
export class DashboardEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  /** Grows with each change of the dashboard, its panels and their links. */
  @Column('int')
  version!: number;

  /** Its key in Grafana. */
  @Column('uuid', { name: 'grafana_uuid' })
  grafanaUuid!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('text', { name: 'dashboard_url', nullable: true })
  dashboardUrl!: string | null;

  /** Version that Grafana gave at the last successful sync. */
  @Column('int', { name: 'inc_last_version', nullable: true })
  incLastVersion!: number | null;

  @Column('text', { name: 'sync_status', nullable: true })
  syncStatus!: DashboardStatus | null;

  @Column('text', { name: 'sync_error', nullable: true })
  syncError!: string | null;

  @Column('timestamptz', { name: 'sync_last_datetime', nullable: true })
  syncLastDatetime!: Date | null;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;
}
