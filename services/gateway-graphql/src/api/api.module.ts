import { Module } from '@nestjs/common';
import { DashboardsModule } from './dashboards/dashboards.module';
import { LiveModule } from './live/live.module';
import { MetricsModule } from './metrics/metrics.module';
import { OperateModule } from './operate/operate.module';
import { PermissionModule } from './permission/permission.module';
import { PipeDataModule } from './pipe-data/pipe-data.module';
import { RepoModule } from './repo/repo.module';
import { RepositoryRegistryModule } from './repository-registry/repository-registry.module';
import { UnitNodesModule } from './unit-nodes/unit-nodes.module';
import { UnitsModule } from './units/units.module';
import { UserModule } from './user/user.module';

/** The areas of the schema. */
@Module({
  imports: [
    UserModule,
    RepositoryRegistryModule,
    RepoModule,
    UnitsModule,
    UnitNodesModule,
    PipeDataModule,
    PermissionModule,
    MetricsModule,
    DashboardsModule,
    LiveModule,
    OperateModule,
  ],
})
export class ApiModule {}
