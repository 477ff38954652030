import type { UserRole, UserStatus } from '@unitfleet/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class UserEntity {
  @PrimaryColumn('uuid')
  uuid!: string;

  @Column('int')
  version!: number;

  @Column('text')
  role!: UserRole;

  @Column('text')
  status!: UserStatus;

  @Column('text')
  login!: string;

  @Column('text', { name: 'telegram_chat_id', nullable: true })
  telegramChatId!: string | null;

  @Column('text', { name: 'hashed_password' })
  hashedPassword!: string;

  /** Only of imported users, whose password has not been hashed anew yet. */
  @Column('text', { name: 'cipher_dynamic_salt', nullable: true })
  cipherDynamicSalt!: string | null;

  @Column('uuid', { name: 'grafana_org_name' })
  grafanaOrgName!: string;

  @Column('text', { name: 'grafana_org_id', nullable: true })
  grafanaOrgId!: string | null;

  @Column('timestamptz', { name: 'create_datetime' })
  createDatetime!: Date;
}
