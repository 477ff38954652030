import { Module } from '@nestjs/common';
import { PipeDataResolver } from './pipe-data.resolver';
import { DryRunResolver } from './dry-run.resolver';
import { PipePointsResolver } from './pipe-points.resolver';
import { PipelinesResolver } from './pipelines.resolver';
import { UnpagedRows } from './unpaged-rows';

@Module({
  providers: [DryRunResolver, PipeDataResolver, PipePointsResolver, PipelinesResolver, UnpagedRows],
})
export class PipeDataModule {}
