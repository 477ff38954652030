import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A node that a panel shows. */
@Entity('mtm_panels_unit_nodes')
export class PanelUnitNodeEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('boolean', { name: 'is_last_data' })
  isLastData!: boolean;

  @Column('boolean', { name: 'is_forced_to_json' })
  isForcedToJson!: boolean;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;

  @Column('uuid', { name: 'unit_node_uuid' })
  unitNodeUuid!: string;

  @Column('uuid', { name: 'dashboard_panels_uuid' })
  dashboardPanelsUuid!: string;
}
