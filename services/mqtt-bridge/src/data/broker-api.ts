import { Inject, Injectable } from '@nestjs/common';
import { signUnitToken, tokenKey, type TokenKey } from '@unitfleet/security';
import { request } from 'undici';
import { SETTINGS, type Settings } from '../settings';

const DEADLINE_MS = 5_000;
const PAGE = 1_000;

interface ClientPage {
  readonly data: readonly { readonly clientid: string; readonly username?: string | null }[];
}

/** The broker's management API, in EMQX's form (`docs/protocol/emqx.md`). */
@Injectable()
export class BrokerApi {
  private readonly key: TokenKey;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  /** Ends the connections of a Unit and destroys their sessions. */
  async kick(unitUuid: string): Promise<void> {
    await this.forEachClient(unitUuid, (clientId) => this.call('DELETE', `clients/${clientId}`));
  }

  /** Drops cached decisions, so that the next action of the Unit asks again. */
  async forgetDecisions(unitUuid: string): Promise<void> {
    await this.forEachClient(unitUuid, (clientId) =>
      this.call('DELETE', `clients/${clientId}/authorization/cache`),
    );
  }

  private async forEachClient(unitUuid: string, act: (clientId: string) => Promise<unknown>): Promise<void> {
    const username = signUnitToken(unitUuid, this.key);
    const query = new URLSearchParams({ username, limit: String(PAGE) });
    const page = (await this.call('GET', `clients?${query}`)) as ClientPage;
    // A broker that ignored the query would have every client of the instance kicked.
    if (page.data.some((client) => client.username !== username))
      throw new Error("the broker's API does not select clients by user name");
    await Promise.all(page.data.map(({ clientid }) => act(encodeURIComponent(clientid))));
  }

  private async call(method: 'GET' | 'DELETE', path: string): Promise<unknown> {
    const { origin, username, password } = new URL(this.settings.BROKER_API_URL);
    const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    const answer = await request(`${origin}/api/v5/${path}`, {
      method,
      headers: { authorization: `Basic ${credentials.toString('base64')}` },
      headersTimeout: DEADLINE_MS,
      bodyTimeout: DEADLINE_MS,
    });
    const text = await answer.body.text();
    // A client that went meanwhile is as good as kicked.
    if (answer.statusCode >= 400 && answer.statusCode !== 404) {
      throw new Error(`the broker's API answered ${answer.statusCode}`);
    }
    return text && answer.statusCode < 300 ? JSON.parse(text) : null;
  }
}
