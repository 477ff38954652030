import { Module } from '@nestjs/common';
import { DashboardsController } from './grafana/dashboards.controller';
import { PanelsController } from './grafana/panels.controller';
import { MetricsController } from './instance/metrics.controller';
import { PermissionsController } from './permissions/permissions.controller';
import { RepositoryRegistryController } from './repository-registry/repository-registry.controller';
import { ReposController } from './repos/repos.controller';
import { FirmwareService } from './units/firmware.service';
import { FirmwareController } from './units/firmware.controller';
import { BrokerAuthController } from './units/broker-auth.controller';
import { ReadmeController } from './units/readme.controller';
import { UnitDocumentsController } from './units/unit-documents.controller';
import { UnitsController } from './units/units.controller';
import { PipeDataController } from './unit-nodes/pipe-data.controller';
import { PipePointsController } from './unit-nodes/pipe-points.controller';
import { DryRunController } from './unit-nodes/dry-run.controller';
import { PipesController } from './unit-nodes/pipes.controller';
import { UnitNodesController } from './unit-nodes/unit-nodes.controller';
import { SessionsController } from './users/sessions.controller';
import { UsersController } from './users/users.controller';

/** The routers below the API's version prefix (`docs/protocol/rest-graphql.md 2`). */
@Module({
  controllers: [
    UsersController,
    SessionsController,
    RepositoryRegistryController,
    ReposController,
    BrokerAuthController,
    FirmwareController,
    ReadmeController,
    UnitDocumentsController,
    UnitsController,
    DryRunController,
    PipesController,
    PipeDataController,
    PipePointsController,
    UnitNodesController,
    MetricsController,
    PermissionsController,
    DashboardsController,
    PanelsController,
  ],
  providers: [FirmwareService],
})
export class ApiModule {}
