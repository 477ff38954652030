import type { SchemaDeclaration } from '@unitfleet/persistence';
import { DeviceConnectionEntity } from './device-connection.entity';
import { AddSharing } from './migrations/add-sharing.migration';
import { CheckPresence } from './migrations/check-presence.migration';
import { CountChanges } from './migrations/count-changes.migration';
import { CreateDeviceTables } from './migrations/create-device-tables.migration';
import { CreateUnits } from './migrations/create-units.migration';
import { IndexLists } from './migrations/index-lists.migration';
import { RememberStaleTopics } from './migrations/remember-stale-topics.migration';
import { SteadyUpdates } from './migrations/steady-updates.migration';
import { TrackFleet } from './migrations/track-fleet.migration';
import { PendingCommandEntity } from './pending-command.entity';
import { PermissionEntity } from './permission.entity';
import { UnitNodeEdgeEntity } from './unit-node-edge.entity';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

export const ENTITIES = [
  UnitEntity,
  UnitNodeEntity,
  UnitNodeEdgeEntity,
  PermissionEntity,
  PendingCommandEntity,
  DeviceConnectionEntity,
];

/** What this service keeps in PostgreSQL. */
export const unitsSchema: SchemaDeclaration = {
  schema: 'units',
  entities: ENTITIES,
  migrations: [
    CreateUnits,
    CreateDeviceTables,
    AddSharing,
    IndexLists,
    CountChanges,
    SteadyUpdates,
    RememberStaleTopics,
    TrackFleet,
    CheckPresence,
  ],
};
