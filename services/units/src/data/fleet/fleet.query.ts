import { Injectable } from '@nestjs/common';
import type { FleetSummary, FleetUnit } from '@unitfleet/contracts';
import { Reads } from '@unitfleet/persistence';
import { ListFilter } from '../list-filter';
import type { ListScope } from '../sight';
import { isOnline, isTargetOf } from './unit-tracking';

/** What concerns the fleet as a whole; each answer is one statement. */
@Injectable()
export class FleetQuery {
  constructor(private readonly reads: Reads) {}

  async summary(scope: ListScope): Promise<FleetSummary> {
    const filter = new ListFilter('units', 'unit', 'Unit', scope);
    const [row] = await this.reads.rows<FleetSummary>(
      `select count(*)::int as units,
         count(*) filter (where is_online)::int as online,
         count(*) filter (where not is_online)::int as offline,
         count(*) filter (where not is_online and is_unheard)::int as "neverSeen",
         count(*) filter (where status = 'RequestSent')::int as updating,
         count(*) filter (where status = 'Error')::int as "updateErrors",
         count(*) filter (where is_outdated)::int as outdated
       from (
         select connection.unit_uuid is not null as is_online,
           unit.state_received_at is null and presence.unit_uuid is null as is_unheard,
           unit.firmware_update_status as status,
           target.target_commit <> unit.current_commit_version as is_outdated
         from units unit
         left join (select distinct unit_uuid from device_connections) connection
           on connection.unit_uuid = unit.uuid
         left join device_presences presence on presence.unit_uuid = unit.uuid
         left join version_targets target on ${isTargetOf('unit', 'target')}
         where ${filter.where}) seen`,
      filter.parameters,
    );
    return row!;
  }

  /** How many of these nodes are seen. */
  async countNodes(scope: ListScope, uuids: readonly string[]): Promise<number> {
    if (uuids.length === 0) return 0;
    const filter = new ListFilter('unit_nodes', 'node', 'UnitNode', scope).andAnyOf('uuid', uuids);
    const [row] = await this.reads.rows<{ count: number }>(
      `select count(*)::int as count from unit_nodes node where ${filter.where}`,
      filter.parameters,
    );
    return row!.count;
  }

  /** Of these, or all. */
  units(scope: ListScope, uuids: readonly string[]): Promise<FleetUnit[]> {
    const filter = new ListFilter('units', 'unit', 'Unit', scope).andAnyOf('uuid', uuids);
    return this.reads.rows(
      `select unit.uuid, ${isOnline('unit')} as "isOnline",
         unit.firmware_update_status as "firmwareUpdateStatus",
         unit.current_commit_version as "currentCommitVersion"
       from units unit where ${filter.where}`,
      filter.parameters,
    );
  }
}
