import { Module } from '@nestjs/common';
import { DashboardsModule } from './dashboards/dashboards.module';
import { MetricsModule } from './metrics/metrics.module';
import { PipeDataModule } from './pipe-data/pipe-data.module';
import { UnitNodesModule } from './unit-nodes/unit-nodes.module';
import { UnitsModule } from './units/units.module';

/** The areas of the schema. */
@Module({ imports: [MetricsModule, UnitsModule, UnitNodesModule, PipeDataModule, DashboardsModule] })
export class ApiModule {}
