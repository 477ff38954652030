import { Module } from '@nestjs/common';
import { MetricsController } from './instance/metrics.controller';
import { RepositoryRegistryController } from './repository-registry/repository-registry.controller';
import { ReposController } from './repos/repos.controller';
import { FirmwareService } from './units/firmware.service';
import { FirmwareController } from './units/firmware.controller';
import { BrokerAuthController } from './units/broker-auth.controller';
import { UnitDocumentsController } from './units/unit-documents.controller';
import { UnitsController } from './units/units.controller';
import { PipesController } from './unit-nodes/pipes.controller';
import { UnitNodesController } from './unit-nodes/unit-nodes.controller';
import { UsersController } from './users/users.controller';

/** The routers below the API's version prefix (`docs/protocol/rest-graphql.md 2`). */
@Module({
  controllers: [
    UsersController,
    RepositoryRegistryController,
    ReposController,
    BrokerAuthController,
    FirmwareController,
    UnitDocumentsController,
    UnitsController,
    PipesController,
    UnitNodesController,
    MetricsController,
  ],
  providers: [FirmwareService],
})
export class ApiModule {}
