import { Inject, Injectable } from '@nestjs/common';
import { issueGrafanaSession, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { SETTINGS, type Settings } from '../../settings';

const NAME = 'PepeunitGrafana';
const LONG_AGO = 'Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT';

/** The cookie by which Grafana knows a user (`docs/protocol/rest-graphql.md 6.1`), as values of `Set-Cookie`. */
@Injectable()
export class GrafanaCookie {
  private readonly attributes: string;

  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.attributes = `Path=/; HttpOnly; SameSite=lax${settings.PU_SECURE ? '; Secure' : ''}`;
  }

  /** @throws DomainError FeatureFlag while the integration is off; NoAccess for who is no user. */
  async issue(actor: Actor): Promise<string> {
    const { token } = await this.rpc.call(issueGrafanaSession, {}, actor);
    return `${NAME}=${token}; ${this.attributes}`;
  }

  /** Makes browsers forget it. */
  get expired(): string {
    return `${NAME}=; ${LONG_AGO}; ${this.attributes}`;
  }
}
