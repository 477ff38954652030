import { Injectable } from '@nestjs/common';
import type { DeviceSession, LiveUnit } from '@unitfleet/contracts';
import { Reads, type Transaction } from '@unitfleet/persistence';
import { isOnline, lastSeenAt, trackingJoins } from './unit-tracking';

/** Whether a device of a Unit is there, and when one was last heard of. */
export type UnitPresence = Pick<LiveUnit, 'isOnline' | 'lastSeenDatetime'>;

/** What those who watch a Unit are told; its state as JSON text. */
export interface PresentUnit extends Omit<LiveUnit, 'unitState'> {
  readonly unitState: string | null;
}

const PRESENCE = `unit.uuid, ${isOnline('unit')} as "isOnline", ${lastSeenAt('unit')} as "lastSeenDatetime"`;

const JOINS = trackingJoins('unit');

/** When devices came or went. */
@Injectable()
export class DevicePresenceRepository {
  constructor(private readonly reads: Reads) {}

  /** Notes when the last of these sessions of a Unit began or ended; the lanes of the Units must be held. */
  async note({ manager }: Transaction, sessions: readonly DeviceSession[]): Promise<void> {
    if (sessions.length === 0) return;
    await manager.query(
      `insert into device_presences as known (unit_uuid, seen_at)
       select unit_uuid, max(at) from unnest($1::uuid[], $2::timestamptz[]) as seen (unit_uuid, at)
       group by unit_uuid order by unit_uuid
       on conflict (unit_uuid) do update set seen_at = greatest(known.seen_at, excluded.seen_at)`,
      [sessions.map((one) => one.unitUuid), sessions.map((one) => one.at)],
    );
  }

  async presencesOf(unitUuids: readonly string[]): Promise<Map<string, UnitPresence>> {
    const rows = await this.reads.rows<UnitPresence & { uuid: string }>(
      `select ${PRESENCE} from units unit ${JOINS} where unit.uuid = any($1::uuid[])`,
      [unitUuids],
    );
    return new Map(rows.map(({ uuid, ...presence }) => [uuid, presence]));
  }

  presentUnits(unitUuids: readonly string[]): Promise<PresentUnit[]> {
    return this.reads.rows(
      `select ${PRESENCE}, unit.unit_state as "unitState",
         unit.current_commit_version as "currentCommitVersion",
         unit.last_update_datetime as "lastUpdateDatetime"
       from units unit ${JOINS} where unit.uuid = any($1::uuid[])`,
      [unitUuids],
    );
  }
}
