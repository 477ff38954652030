import { Module } from '@nestjs/common';
import { UnitNodesResolver } from './unit-nodes.resolver';

@Module({ providers: [UnitNodesResolver] })
export class UnitNodesModule {}
