import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One login; a token is good for as long as the row of its `sid` is there. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('text')
  sid!: string;

  @Column('uuid', { name: 'user_uuid' })
  userUuid!: string;

  /** Where it was opened from; null for sessions older than the knowledge. */
  @Column('text', { nullable: true })
  network!: string | null;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
