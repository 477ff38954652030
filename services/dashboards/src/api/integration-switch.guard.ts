import { Inject, Injectable, type CanActivate } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from '../settings';

/** Refuses everything while the integration is switched off (`docs/protocol/rest-graphql.md 2.7`). */
@Injectable()
export class IntegrationSwitch implements CanActivate {
  constructor(@Inject(DASHBOARDS_SETTINGS) private readonly settings: DashboardsSettings) {}

  canActivate(): boolean {
    if (this.settings.PU_FF_GRAFANA_INTEGRATION_ENABLE) return true;
    throw new DomainError('FeatureFlag', 'the Grafana integration is switched off');
  }
}
