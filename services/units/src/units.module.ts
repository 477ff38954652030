import { Module, type DynamicModule } from '@nestjs/common';
import { RpcClient } from '@unitfleet/messaging';
import { PersistenceModule } from '@unitfleet/persistence';
import { CommandRequestsService } from './api/commands/command-requests.service';
import { SendCommandService } from './api/commands/send-command.service';
import { DeviceAccessController } from './api/devices/device-access.controller';
import { DeviceAccessService } from './api/devices/device-access.service';
import { DeviceEventsController } from './api/devices/device-events.controller';
import { DeviceSessionService } from './api/devices/device-session.service';
import { DeviceStateService } from './api/devices/device-state.service';
import { CreateEdgeService } from './api/edges/create-edge.service';
import { DeleteEdgeService } from './api/edges/delete-edge.service';
import { EdgeEndsService } from './api/edges/edge-ends.service';
import { EdgeRemovalService } from './api/edges/edge-removal.service';
import { UnitNodeEdgeController } from './api/edges/unit-node-edge.controller';
import { EnvVault } from './api/env/env-vault';
import { StateStorageService } from './api/env/state-storage.service';
import { UnitEnvController } from './api/env/unit-env.controller';
import { UnitEnvService } from './api/env/unit-env.service';
import { ListEdgesService } from './api/edges/list-edges.service';
import { FleetController } from './api/fleet/fleet.controller';
import { ReadFleetService } from './api/fleet/read-fleet.service';
import { FirmwareProgressService } from './api/firmware/firmware-progress.service';
import { TargetVersionService } from './api/firmware/target-version.service';
import { UnitDocumentsService } from './api/firmware/unit-documents.service';
import { UnitFirmwareController } from './api/firmware/unit-firmware.controller';
import { NodeRemovalService } from './api/nodes/node-removal.service';
import { NodeSyncService } from './api/nodes/node-sync.service';
import { ReadUnitNodeService } from './api/nodes/read-unit-node.service';
import { SetInputStateService } from './api/nodes/set-input-state.service';
import { UnitNodeController } from './api/nodes/unit-node.controller';
import { UnitNodeViews } from './api/nodes/unit-node.views';
import { UpdateUnitNodeService } from './api/nodes/update-unit-node.service';
import { CreatePermissionService } from './api/permissions/create-permission.service';
import { DeletePermissionService } from './api/permissions/delete-permission.service';
import { ListPermissionsService } from './api/permissions/list-permissions.service';
import { PermissionTargetService } from './api/permissions/permission-target.service';
import { PermissionController } from './api/permissions/permission.controller';
import { RepoEventsController } from './api/reactions/repo-events.controller';
import { UserEventsController } from './api/reactions/user-events.controller';
import { ReadmeController } from './api/readme/readme.controller';
import { RepoGateService } from './api/reservations/repo-gate.service';
import { RepoReservationController } from './api/reservations/repo-reservation.controller';
import { SightLossService } from './api/sight/sight-loss.service';
import { CreateUnitService } from './api/units/create-unit.service';
import { DeleteUnitService } from './api/units/delete-unit.service';
import { ReadUnitService } from './api/units/read-unit.service';
import { UnitController } from './api/units/unit.controller';
import { UnitRulesService } from './api/units/unit-rules.service';
import { UpdateUnitService } from './api/units/update-unit.service';
import { BrokerClient } from './data/clients/broker.client';
import { MirrorClient } from './data/clients/mirror.client';
import { NodeValueClient } from './data/clients/node-value.client';
import { RepoClient } from './data/clients/repo.client';
import { UserClient } from './data/clients/user.client';
import { CommandLaneRepository } from './data/command-lane.repository';
import { CommandRepository } from './data/command.repository';
import { DeviceConnectionRepository } from './data/device-connection.repository';
import { DevicePresenceRepository } from './data/fleet/device-presence.repository';
import { FleetQuery } from './data/fleet/fleet.query';
import { VersionTargetRepository } from './data/fleet/version-target.repository';
import { LiveUnits } from './data/live/live-units';
import { KnownSessionsQuery } from './data/presence/known-sessions.query';
import { PresenceLeaseRepository } from './data/presence/presence-lease.repository';
import { AccessSnapshotQuery } from './data/access-snapshot.query';
import { ForeignTopicRepository } from './data/foreign-topic.repository';
import { PermissionRepository } from './data/permission.repository';
import { RepoReservationRepository } from './data/repo-reservation.repository';
import { Sight } from './data/sight';
import { StaleTopicRepository } from './data/stale-topic.repository';
import { SubscriptionGraceRepository } from './data/subscription-grace.repository';
import { ListCounts } from './data/list-counts';
import { ListPages } from './data/list-pages';
import { SeenRowsQuery } from './data/seen-rows.query';
import { UnitListQuery } from './data/unit-list.query';
import { UnitNodeEdgeListQuery } from './data/unit-node-edge-list.query';
import { UnitNodeEdgeRepository } from './data/unit-node-edge.repository';
import { UnitNodeListQuery } from './data/unit-node-list.query';
import { UnitNodeRepository } from './data/unit-node.repository';
import { UnitRepository } from './data/unit.repository';
import { UnitStatisticsQuery } from './data/unit-statistics.query';
import { unitsSchema } from './data/units-schema';
import { UpdateQueueRepository } from './data/update-queue.repository';
import { UserStandingRepository } from './data/user-standing.repository';
import { CommandDispatchJob } from './jobs/command-dispatch.job';
import { FirmwareExpiryJob } from './jobs/firmware-expiry.job';
import { FollowRepoJob } from './jobs/follow-repo.job';
import { PresenceCheckJob } from './jobs/presence-check.job';
import { SubscriptionGraceJob } from './jobs/subscription-grace.job';
import { VersionTargetsJob } from './jobs/version-targets.job';
import { SETTINGS, type UnitsSettings } from './settings';

const CLIENTS = [RepoClient, UserClient, NodeValueClient, BrokerClient];

const STORES = [
  UnitRepository,
  UnitNodeRepository,
  UnitNodeEdgeRepository,
  PermissionRepository,
  UserStandingRepository,
  ForeignTopicRepository,
  RepoReservationRepository,
  SubscriptionGraceRepository,
  StaleTopicRepository,
  CommandRepository,
  CommandLaneRepository,
  DeviceConnectionRepository,
  DevicePresenceRepository,
  KnownSessionsQuery,
  PresenceLeaseRepository,
  VersionTargetRepository,
  UpdateQueueRepository,
  LiveUnits,
  ListCounts,
  ListPages,
  SeenRowsQuery,
  UnitListQuery,
  UnitNodeListQuery,
  UnitNodeEdgeListQuery,
  FleetQuery,
  UnitStatisticsQuery,
  Sight,
  AccessSnapshotQuery,
];

const OPERATIONS = [
  CreateUnitService,
  ReadUnitService,
  UpdateUnitService,
  DeleteUnitService,
  UnitRulesService,
  EnvVault,
  UnitEnvService,
  StateStorageService,
  TargetVersionService,
  FirmwareProgressService,
  UnitDocumentsService,
  CommandRequestsService,
  SendCommandService,
  UnitNodeViews,
  NodeSyncService,
  NodeRemovalService,
  ReadUnitNodeService,
  UpdateUnitNodeService,
  SetInputStateService,
  EdgeEndsService,
  CreateEdgeService,
  EdgeRemovalService,
  DeleteEdgeService,
  ListEdgesService,
  ReadFleetService,
  SightLossService,
  PermissionTargetService,
  CreatePermissionService,
  ListPermissionsService,
  DeletePermissionService,
  RepoGateService,
  DeviceAccessService,
  DeviceStateService,
  DeviceSessionService,
];

const JOBS = [
  CommandDispatchJob,
  FirmwareExpiryJob,
  SubscriptionGraceJob,
  FollowRepoJob,
  VersionTargetsJob,
  PresenceCheckJob,
];

const CONTROLLERS = [
  UnitController,
  UnitEnvController,
  UnitFirmwareController,
  UnitNodeController,
  UnitNodeEdgeController,
  FleetController,
  DeviceAccessController,
  DeviceEventsController,
  PermissionController,
  RepoReservationController,
  ReadmeController,
  RepoEventsController,
  UserEventsController,
];

/** Units, their nodes and edges, and what is said to devices. */
@Module({})
export class UnitsModule {
  static with(settings: UnitsSettings): DynamicModule {
    return {
      module: UnitsModule,
      imports: [
        PersistenceModule.forSchema(unitsSchema, {
          url: settings.DATABASE_URL,
          poolSize: settings.DATABASE_POOL_SIZE,
        }),
      ],
      controllers: CONTROLLERS,
      providers: [
        { provide: SETTINGS, useValue: settings },
        {
          provide: MirrorClient,
          inject: [RpcClient],
          useFactory: (rpc: RpcClient) => new MirrorClient(rpc, settings.PU_AVAILABLE_TOPIC_SYMBOLS),
        },
        ...CLIENTS,
        ...STORES,
        ...OPERATIONS,
        ...JOBS,
      ],
    };
  }
}
