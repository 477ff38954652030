import type { UnitNodeType, VisibilityLevel } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A topic of a Unit's version; its value and its pipe are kept by `datapipe`. */
@Entity('unit_nodes')
export class UnitNodeEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('int', { default: 1 })
  version!: number;

  @Column('text')
  type!: UnitNodeType;

  @Column('text', { name: 'visibility_level' })
  visibilityLevel!: VisibilityLevel;

  @Column('boolean', { name: 'is_rewritable_input' })
  isRewritableInput!: boolean;

  @Column('int', { name: 'max_connections' })
  maxConnections!: number;

  @Column('text', { name: 'topic_name' })
  topicName!: string;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('timestamptz', { name: 'last_update_datetime' })
  lastUpdateDatetime!: Date;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;

  @Column('uuid', { name: 'unit_uuid' })
  unitUuid!: string;
}
