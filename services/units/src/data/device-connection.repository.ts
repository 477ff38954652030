import { Injectable } from '@nestjs/common';
import type { DeviceSession } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { applySession, type DeviceConnection } from '../domain/device-connection';
import { DeviceConnectionEntity } from './device-connection.entity';

/** Clients with a new id at each connect whose ends were never reported must not pile up. */
const CONNECTIONS_PER_UNIT = 8;

/** What became of a Unit's connection by a report. */
export interface SessionChange {
  readonly isKnownUnit: boolean;
  /** The device began anew: it has forgotten what it was told. */
  readonly hasReconnected: boolean;
}

/** Who is connected, and what they listen to. */
@Injectable()
export class DeviceConnectionRepository {
  /** Takes a report in; the Unit's lane is held meanwhile. */
  async apply(transaction: Transaction, session: DeviceSession): Promise<SessionChange> {
    const { unitUuid, clientId } = session;
    if (!(await this.holdLane(transaction, unitUuid))) return { isKnownUnit: false, hasReconnected: false };
    const key = { unitUuid, clientId };
    const row = await transaction.manager.findOneBy(DeviceConnectionEntity, key);
    const known: DeviceConnection | null = row && { ...row, connectedAt: row.connectedAt.getTime() };
    const next = applySession(known, session);
    if (next === null) await transaction.manager.delete(DeviceConnectionEntity, key);
    else if (next !== known) await this.store(transaction, unitUuid, next);
    const hasReconnected = next !== null && next.connectedAt !== known?.connectedAt;
    return { isKnownUnit: true, hasReconnected };
  }

  /** When the Unit's device last connected. */
  async lastConnectedAt(transaction: Transaction, unitUuid: string): Promise<Date | null> {
    const [row]: { at: Date | null }[] = await transaction.manager.query(
      'select max(connected_at) as at from device_connections where unit_uuid = $1',
      [unitUuid],
    );
    return row?.at ?? null;
  }

  private async holdLane(transaction: Transaction, unitUuid: string): Promise<boolean> {
    await transaction.manager.query(
      `insert into command_lanes (unit_uuid) select uuid from units where uuid = $1 on conflict do nothing`,
      [unitUuid],
    );
    const held: unknown[] = await transaction.manager.query(
      'select 1 from command_lanes where unit_uuid = $1 for update',
      [unitUuid],
    );
    return held.length > 0;
  }

  private async store(transaction: Transaction, unitUuid: string, next: DeviceConnection): Promise<void> {
    await transaction.manager.query(
      `insert into device_connections (unit_uuid, client_id, connected_at, base_inputs) values ($1, $2, $3, $4)
       on conflict (unit_uuid, client_id) do update
       set connected_at = excluded.connected_at, base_inputs = excluded.base_inputs`,
      [unitUuid, next.clientId, new Date(next.connectedAt), JSON.stringify(next.baseInputs)],
    );
    await transaction.manager.query(
      `delete from device_connections where unit_uuid = $1 and client_id in (
         select client_id from device_connections where unit_uuid = $1
         order by connected_at desc, client_id offset $2)`,
      [unitUuid, CONNECTIONS_PER_UNIT],
    );
  }
}
