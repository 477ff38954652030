import { Module } from '@nestjs/common';
import { PipeDataResolver } from './pipe-data.resolver';
import { PipelinesResolver } from './pipelines.resolver';

@Module({ providers: [PipeDataResolver, PipelinesResolver] })
export class PipeDataModule {}
