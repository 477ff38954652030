import { Module } from '@nestjs/common';
import { DashboardsResolver } from './dashboards.resolver';
import { PanelsResolver } from './panels.resolver';

@Module({ providers: [DashboardsResolver, PanelsResolver] })
export class DashboardsModule {}
