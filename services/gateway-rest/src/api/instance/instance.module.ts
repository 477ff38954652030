import { Module } from '@nestjs/common';
import { FleetReadiness } from './fleet-readiness';
import { InstanceController } from './instance.controller';

@Module({ controllers: [InstanceController], providers: [FleetReadiness] })
export class InstanceModule {}
