import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that needs a person, once per key for as long as it lasts. */
@Entity('alerts')
export class AlertEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  /** What it is about; at most one open alert has it. */
  @Column('text')
  key!: string;

  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  /** How often it was raised while it was open. */
  @Column('int')
  occurrences!: number;

  @Column('int')
  version!: number;
}
