import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { COMMAND_TOPICS, type DeviceCommand } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { DataSource, IsNull } from 'typeorm';
import { commandPayload } from '../domain/commands/command-payload';
import { AFTER_EFFECT_MS, isSpent } from '../domain/commands/next-step';
import { PendingCommandEntity } from './pending-command.entity';

/** A command as it is asked for. */
export interface CommandRequest {
  readonly kind: DeviceCommand;
  readonly payload: string;
  readonly isCompiled: boolean;
}

/** Commands that wait for their effect: the newest of each kind for each Unit. */
@Injectable()
export class CommandRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Replaces what waits of the same kind. The lane comes first, as everywhere, so that nobody waits in a circle. */
  async put(transaction: Transaction, unitUuid: string, request: CommandRequest): Promise<void> {
    await this.wake(transaction, [unitUuid]);
    await transaction.manager.query(
      `insert into pending_commands (unit_uuid, kind, requested_at, payload, is_compiled)
       values ($1, $2, $3, $4, $5)
       on conflict (unit_uuid, kind) do update set requested_at = excluded.requested_at,
         payload = excluded.payload, is_compiled = excluded.is_compiled, attempts = 0,
         connections = 0, sent_at = null`,
      [unitUuid, request.kind, this.now(), request.payload, request.isCompiled],
    );
  }

  /** Tells these Units that their schema changed, those of them that listen to this at all. */
  async putSchemaUpdates(transaction: Transaction, unitUuids: readonly string[]): Promise<void> {
    const rows: { uuid: string }[] = await transaction.manager.query(
      'select uuid from units where uuid = any($1::uuid[]) and $2 = any(input_base_topics) order by uuid',
      [unitUuids, COMMAND_TOPICS.SchemaUpdate],
    );
    const payload = commandPayload('SchemaUpdate');
    for (const { uuid } of rows)
      await this.put(transaction, uuid, { kind: 'SchemaUpdate', payload, isCompiled: false });
  }

  /**
   * The effect of a command was seen. Answers whether one was waiting for it.
   *
   * @param before when the effect began, if that may have been before the command was sent: that is none of its effects
   */
  async confirm(
    transaction: Transaction,
    unitUuid: string,
    kind: DeviceCommand,
    before: Date | null = null,
  ): Promise<boolean> {
    if (!(await this.isSent(unitUuid, kind, before))) return false;
    const freeAt = new Date(this.clock.now() + AFTER_EFFECT_MS);
    await transaction.manager.query(
      `update command_lanes set wake_at = $4,
         free_at = case when last_kind = $2 then least(free_at, $3) else free_at end
       where unit_uuid = $1`,
      [unitUuid, kind, freeAt, this.now()],
    );
    const confirmed: unknown[] = await transaction.manager.query(
      `with confirmed as (
         delete from pending_commands
         where unit_uuid = $1 and kind = $2 and sent_at <= coalesce($3::timestamptz, 'infinity') returning 1)
       select * from confirmed`,
      [unitUuid, kind, before],
    );
    return confirmed.length > 0;
  }

  /** Those of these Units for which commands wait for anything. */
  async unitsWithAny(transaction: Transaction, unitUuids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { unit_uuid: string }[] = await transaction.manager.query(
      'select distinct unit_uuid from pending_commands where unit_uuid = any($1::uuid[])',
      [unitUuids],
    );
    return new Set(rows.map((row) => row.unit_uuid));
  }

  /** Whether a command was sent, before that moment if one is given, and still waits for its effect. */
  async isSent(unitUuid: string, kind: DeviceCommand, before: Date | null = null): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `select 1 from pending_commands where unit_uuid = $1 and kind = $2
       and sent_at <= coalesce($3::timestamptz, 'infinity')`,
      [unitUuid, kind, before],
    );
    return rows.length > 0;
  }

  /** Whether a command still waits for a device that listens. */
  isUnsent(transaction: Transaction, unitUuid: string, kind: DeviceCommand): Promise<boolean> {
    return transaction.manager.existsBy(PendingCommandEntity, { unitUuid, kind, sentAt: IsNull() });
  }

  /** Whether an Update rests because the device came back from it again and again (`isSpent`). */
  async hasSpentUpdate(transaction: Transaction, unitUuid: string): Promise<boolean> {
    const command = await transaction.manager.findOneBy(PendingCommandEntity, { unitUuid, kind: 'Update' });
    return command !== null && isSpent({ ...command, requestedAt: 0, sentAt: null });
  }

  /**
   * The device came back: what it was told is counted anew. A compiled Update has ended in a restart, but such a
   * device keeps its old env and schema, and with the env the old version, until it is told to fetch them
   * (`docs/protocol/device.md`, oddity B11). One that comes as the same client, under an id that it makes up at each
   * start, has only lost its connection.
   */
  async beginAnew(
    transaction: Transaction,
    unitUuid: string,
    { clientId, at }: { readonly clientId: string; readonly at: Date },
  ): Promise<void> {
    await transaction.manager.query('update pending_commands set attempts = 0 where unit_uuid = $1', [
      unitUuid,
    ]);
    const restarted: unknown[] = await transaction.manager.query(
      `with restarted as (
         delete from pending_commands
         where unit_uuid = $1 and kind = 'Update' and is_compiled and sent_at < $2
         and (client_id is distinct from $3 or client_id = unit_uuid::text) returning 1)
       select * from restarted`,
      [unitUuid, at, clientId],
    );
    if (restarted.length === 0) return;
    const payload = commandPayload('EnvUpdate');
    await this.put(transaction, unitUuid, { kind: 'EnvUpdate', payload, isCompiled: false });
    await this.putSchemaUpdates(transaction, [unitUuid]);
  }

  /** Has these Units' commands looked at now. */
  async wake(transaction: Transaction, unitUuids: readonly string[]): Promise<void> {
    await transaction.manager.query(
      `insert into command_lanes (unit_uuid, wake_at) select uuid, $2 from unnest($1::uuid[]) as uuid
       on conflict (unit_uuid) do update set wake_at = least(command_lanes.wake_at, excluded.wake_at)`,
      [unitUuids, this.now()],
    );
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
