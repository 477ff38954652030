import { Injectable } from '@nestjs/common';
import type { DeviceSession } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { In } from 'typeorm';
import { applySession, type DeviceConnection } from '../domain/device-connection';
import { DeviceConnectionEntity } from './device-connection.entity';

/** Clients with a new id at each connect whose ends were never reported must not pile up. */
export const CONNECTIONS_PER_UNIT = 8;

/** What became of connections by reports. */
export interface SessionChanges {
  readonly knownUnits: readonly string[];
  /** Reports by which a device began anew: it has forgotten what it was told. */
  readonly reconnects: readonly DeviceSession[];
  /** Reports by which a session of a Unit began or ended. */
  readonly turns: readonly DeviceSession[];
}

/** The clients of one Unit by their ids, while reports are taken in. */
type Clients = Map<string, DeviceConnection>;

/** Who is connected, and what they listen to. */
@Injectable()
export class DeviceConnectionRepository {
  /** Takes reports in, in their order; the lanes of their Units are held meanwhile. Costs about the same for one and for many. */
  async apply(transaction: Transaction, sessions: readonly DeviceSession[]): Promise<SessionChanges> {
    const knownUnits = await this.holdLanes(transaction, [...new Set(sessions.map((one) => one.unitUuid))]);
    const clients = await this.read(transaction, knownUnits);
    const before = new Map([...clients].map(([unitUuid, ofUnit]) => [unitUuid, new Map(ofUnit)]));
    const reconnects: DeviceSession[] = [];
    const turns: DeviceSession[] = [];
    for (const session of sessions) {
      const ofUnit = clients.get(session.unitUuid);
      if (!ofUnit) continue;
      const known = ofUnit.get(session.clientId) ?? null;
      const next = applySession(known, session);
      if (next === null) ofUnit.delete(session.clientId);
      else ofUnit.set(session.clientId, next);
      if (next !== null && next.connectedAt !== known?.connectedAt) reconnects.push(session);
      if (next?.connectedAt !== known?.connectedAt) turns.push(session);
    }
    await this.write(transaction, before, clients);
    return { knownUnits, reconnects, turns };
  }

  /** When the devices of these Units last connected, of those that have. */
  async lastConnectedAt(transaction: Transaction, unitUuids: readonly string[]): Promise<Map<string, Date>> {
    const rows: { unit_uuid: string; at: Date }[] = await transaction.manager.query(
      `select unit_uuid, max(connected_at) as at from device_connections
       where unit_uuid = any($1::uuid[]) group by unit_uuid`,
      [unitUuids],
    );
    return new Map(rows.map((row) => [row.unit_uuid, row.at]));
  }

  /** In the order of their keys, so that nobody waits in a circle. Answers those that exist. */
  private async holdLanes(transaction: Transaction, unitUuids: readonly string[]): Promise<string[]> {
    const hold = async (uuids: readonly string[]): Promise<string[]> => {
      const rows: { unit_uuid: string }[] = await transaction.manager.query(
        'select unit_uuid from command_lanes where unit_uuid = any($1::uuid[]) order by unit_uuid for update',
        [uuids],
      );
      return rows.map((row) => row.unit_uuid);
    };
    const held = await hold(unitUuids);
    const missing = unitUuids.filter((uuid) => !held.includes(uuid));
    if (missing.length === 0) return held;
    await transaction.manager.query(
      `insert into command_lanes (unit_uuid)
       select uuid from units where uuid = any($1::uuid[]) order by uuid on conflict do nothing`,
      [missing],
    );
    return [...held, ...(await hold(missing))];
  }

  private async read(transaction: Transaction, unitUuids: readonly string[]): Promise<Map<string, Clients>> {
    const clients = new Map<string, Clients>(unitUuids.map((uuid) => [uuid, new Map()]));
    const rows = await transaction.manager.findBy(DeviceConnectionEntity, { unitUuid: In([...unitUuids]) });
    for (const { unitUuid, clientId, connectedAt, baseInputs } of rows)
      clients.get(unitUuid)!.set(clientId, { clientId, baseInputs, connectedAt: connectedAt.getTime() });
    return clients;
  }

  private async write(
    { manager }: Transaction,
    before: ReadonlyMap<string, Clients>,
    after: ReadonlyMap<string, Clients>,
  ): Promise<void> {
    const changed: (DeviceConnection & { unitUuid: string })[] = [];
    const gone: { unitUuid: string; clientId: string }[] = [];
    for (const [unitUuid, ofUnit] of after) {
      const known = before.get(unitUuid)!;
      const kept = latest(ofUnit);
      for (const one of kept.values())
        if (one !== known.get(one.clientId)) changed.push({ ...one, unitUuid });
      for (const clientId of known.keys()) if (!kept.has(clientId)) gone.push({ unitUuid, clientId });
    }
    if (changed.length > 0)
      await manager.query(
        `insert into device_connections (unit_uuid, client_id, connected_at, base_inputs)
         select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[])
         on conflict (unit_uuid, client_id) do update
         set connected_at = excluded.connected_at, base_inputs = excluded.base_inputs`,
        [
          changed.map((one) => one.unitUuid),
          changed.map((one) => one.clientId),
          changed.map((one) => new Date(one.connectedAt)),
          changed.map((one) => JSON.stringify(one.baseInputs)),
        ],
      );
    if (gone.length > 0)
      await manager.query(
        `delete from device_connections using unnest($1::uuid[], $2::text[]) as gone (unit_uuid, client_id)
         where device_connections.unit_uuid = gone.unit_uuid and device_connections.client_id = gone.client_id`,
        [gone.map((one) => one.unitUuid), gone.map((one) => one.clientId)],
      );
  }
}

/** As many as a Unit may have. */
const latest = (ofUnit: Clients): Clients => {
  if (ofUnit.size <= CONNECTIONS_PER_UNIT) return ofUnit;
  const byTime = [...ofUnit.values()].sort(
    (one, other) => other.connectedAt - one.connectedAt || (one.clientId < other.clientId ? -1 : 1),
  );
  return new Map(byTime.slice(0, CONNECTIONS_PER_UNIT).map((one) => [one.clientId, one]));
};
