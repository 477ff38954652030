import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An Output that an Input's Unit listens to. */
@Entity('unit_node_edges')
export class UnitNodeEdgeEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('uuid', { name: 'node_output_uuid' })
  nodeOutputUuid!: string;

  @Column('uuid', { name: 'node_input_uuid' })
  nodeInputUuid!: string;

  @Column('uuid', { name: 'creator_uuid' })
  creatorUuid!: string;
}
