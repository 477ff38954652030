import { Controller, Inject, UseGuards } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { issueGrafanaSession, noAccess, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { signGrafanaToken, tokenKey, type TokenKey } from '@unitfleet/security';
import { Clock } from '@unitfleet/service-host';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from '../settings';
import { IntegrationSwitch } from './integration-switch.guard';

/** The cookie by which a User is known inside Grafana (`docs/protocol/rest-graphql.md 6.1`). */
@Controller()
@UseGuards(IntegrationSwitch)
export class GrafanaSessionsController {
  private readonly key: TokenKey;

  constructor(
    private readonly clock: Clock,
    @Inject(DASHBOARDS_SETTINGS) private readonly settings: DashboardsSettings,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  @RpcHandler(issueGrafanaSession)
  issue(@Payload() _request: OperationInput<typeof issueGrafanaSession>, @Ctx() { actor }: Call) {
    if (actor.kind !== 'User') throw noAccess('a session in Grafana is for users');
    const expiresAt = new Date(this.clock.now() + this.settings.PU_AUTH_TOKEN_EXPIRATION * 1_000);
    return { token: signGrafanaToken(actor.uuid, this.key, expiresAt) };
  }
}
