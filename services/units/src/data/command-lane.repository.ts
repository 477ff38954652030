import { Injectable } from '@nestjs/common';
import type { Transaction } from '@unitfleet/persistence';
import { TURN_MS } from '../domain/commands/next-step';
import type { CommandLane } from '../domain/commands/pending-command';
import { listening } from '../domain/device-connection';
import { DeviceConnectionEntity } from './device-connection.entity';
import { PendingCommandEntity } from './pending-command.entity';

export interface LaneRow {
  readonly unit_uuid: string;
  readonly free_at: Date;
}

/** Per Unit, one command at a time: the rows by which processes share that work. */
@Injectable()
export class CommandLaneRepository {
  /** Takes lanes that are due and that no other process holds. */
  takeDue(transaction: Transaction, now: Date, limit: number): Promise<LaneRow[]> {
    return transaction.manager.query(
      `select unit_uuid, free_at from command_lanes where wake_at <= $1
       order by wake_at limit $2 for update skip locked`,
      [now, limit],
    );
  }

  async read(
    transaction: Transaction,
    row: LaneRow,
  ): Promise<{ lane: CommandLane; commands: PendingCommandEntity[]; clientId: string | null }> {
    const unitUuid = row.unit_uuid;
    const commands = await transaction.manager.findBy(PendingCommandEntity, { unitUuid });
    const connections = await transaction.manager.find(DeviceConnectionEntity, {
      where: { unitUuid },
      order: { connectedAt: 'DESC', clientId: 'ASC' },
    });
    const heard = listening(connections.map((one) => ({ ...one, connectedAt: one.connectedAt.getTime() })));
    const lane: CommandLane = {
      pending: commands.map((command) => ({
        kind: command.kind,
        requestedAt: command.requestedAt.getTime(),
        sentAt: command.sentAt?.getTime() ?? null,
        attempts: command.attempts,
        connections: command.connections,
      })),
      ...heard,
      runsAnotherVersion: await this.runsAnotherVersion(transaction, unitUuid, heard.connectedAt),
      freeAt: row.free_at.getTime(),
    };
    return { lane, commands, clientId: connections[0]?.clientId ?? null };
  }

  private async runsAnotherVersion(
    transaction: Transaction,
    unitUuid: string,
    connectedAt: number | null,
  ): Promise<boolean> {
    if (connectedAt === null) return false;
    const rows: unknown[] = await transaction.manager.query(
      `select 1 from units where uuid = $1 and state_received_at >= $2
       and current_commit_version not in (firmware_target_commit, coalesce(synced_commit, ''))`,
      [unitUuid, new Date(connectedAt)],
    );
    return rows.length > 0;
  }

  async setWake(transaction: Transaction, unitUuid: string, wakeAt: Date | null): Promise<void> {
    await transaction.manager.query('update command_lanes set wake_at = $2 where unit_uuid = $1', [
      unitUuid,
      wakeAt,
    ]);
  }

  /** The turn of a command begins; it is looked at again when the turn is over. */
  async beginTurn(
    transaction: Transaction,
    command: PendingCommandEntity,
    { now, clientId }: { readonly now: Date; readonly clientId: string | null },
  ): Promise<void> {
    const { unitUuid, kind, attempts, connections } = command;
    const freeAt = new Date(now.getTime() + TURN_MS);
    const change = {
      attempts: attempts + 1,
      connections: attempts === 0 ? connections + 1 : connections,
      sentAt: now,
      clientId,
    };
    await transaction.manager.update(PendingCommandEntity, { unitUuid, kind }, change);
    await transaction.manager.query(
      'update command_lanes set free_at = $2, wake_at = $2, last_kind = $3 where unit_uuid = $1',
      [unitUuid, freeAt, kind],
    );
  }

  /** The broker did not take it: as if it had not been tried, but not at once again. */
  async cancelTurn(
    transaction: Transaction,
    command: PendingCommandEntity,
    turn: { readonly begunAt: Date; readonly retryAt: Date },
  ): Promise<void> {
    const { unitUuid, kind, attempts, connections, sentAt } = command;
    const begun = { unitUuid, kind, sentAt: turn.begunAt };
    await transaction.manager.query('select 1 from command_lanes where unit_uuid = $1 for update', [
      unitUuid,
    ]);
    await transaction.manager.update(PendingCommandEntity, begun, { attempts, connections, sentAt });
    await transaction.manager.query(
      'update command_lanes set free_at = $2, wake_at = $2 where unit_uuid = $1',
      [unitUuid, turn.retryAt],
    );
  }
}
