import { Injectable } from '@nestjs/common';
import { Reads } from '@unitfleet/persistence';
import type { SessionKey } from '../../domain/roll-call';
import { CONNECTIONS_PER_UNIT } from '../device-connection.repository';

const PAGE = 5_000;
const BEFORE_ALL: SessionKey = { unitUuid: '00000000-0000-0000-0000-000000000000', clientId: '' };

/** A session that the broker has. */
export interface BegunSession extends SessionKey {
  readonly connectedAt: Date;
}

/** Sessions as they are known here, to be compared with those of the broker. */
@Injectable()
export class KnownSessionsQuery {
  constructor(private readonly reads: Reads) {}

  /** All of them, some thousands at a time. */
  async *pages(): AsyncGenerator<readonly SessionKey[]> {
    for (let last = BEFORE_ALL; ;) {
      const page = await this.reads.rows<SessionKey>(
        `select unit_uuid as "unitUuid", client_id as "clientId" from device_connections
         where (unit_uuid, client_id) > ($1, $2) order by unit_uuid, client_id limit $3`,
        [last.unitUuid, last.clientId, PAGE],
      );
      yield page;
      if (page.length < PAGE) return;
      last = page[page.length - 1]!;
    }
  }

  /**
   * Those of these that are not known. Left out are Units that have as many as are kept of them, and those of which one
   * came or went since: it may be the very one, listed before it went.
   */
  unknownAmong(sessions: readonly BegunSession[], since: Date): Promise<BegunSession[]> {
    return this.reads.rows(
      `select listed.unit_uuid as "unitUuid", listed.client_id as "clientId", listed.connected_at as "connectedAt"
       from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as listed (unit_uuid, client_id, connected_at)
       join units unit on unit.uuid = listed.unit_uuid
       where not exists (select 1 from device_connections known
           where known.unit_uuid = listed.unit_uuid and known.client_id = listed.client_id)
         and (select count(*) from device_connections known where known.unit_uuid = listed.unit_uuid) < $4
         and not exists (select 1 from device_presences presence
           where presence.unit_uuid = listed.unit_uuid and presence.seen_at >= $5)`,
      [
        sessions.map((one) => one.unitUuid),
        sessions.map((one) => one.clientId),
        sessions.map((one) => one.connectedAt),
        CONNECTIONS_PER_UNIT,
        since,
      ],
    );
  }

  /** Those of these whose Units have said nothing since: while clients come and go, a list in pages may miss one twice. */
  silentAmong(sessions: readonly SessionKey[], since: Date): Promise<SessionKey[]> {
    return this.reads.rows(
      `select missing.unit_uuid as "unitUuid", missing.client_id as "clientId"
       from unnest($1::uuid[], $2::text[]) as missing (unit_uuid, client_id)
       join units unit on unit.uuid = missing.unit_uuid
       where unit.state_received_at is null or unit.state_received_at < $3`,
      [sessions.map((one) => one.unitUuid), sessions.map((one) => one.clientId), since],
    );
  }
}
