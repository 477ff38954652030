import { Module } from '@nestjs/common';
import { PipeDataResolver } from './pipe-data.resolver';
import { DryRunResolver } from './dry-run.resolver';
import { PipelinesResolver } from './pipelines.resolver';

@Module({ providers: [DryRunResolver, PipeDataResolver, PipelinesResolver] })
export class PipeDataModule {}
