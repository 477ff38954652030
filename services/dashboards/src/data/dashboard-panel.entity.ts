import type { DashboardPanelType } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dashboard_panels')
export class DashboardPanelEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('text')
  type!: DashboardPanelType;

  @Column('text')
  title!: string;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;

  @Column('uuid', { name: 'dashboard_uuid' })
  dashboardUuid!: string;
}
