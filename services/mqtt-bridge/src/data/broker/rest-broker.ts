import { clientDetails } from '../../domain/client-details';
import { isMissing, type BrokerApi } from './broker-api';
import {
  Broker,
  type BrokerAlarm,
  type BrokerCheck,
  type BrokerClientDetails,
  type BrokerClientPage,
  type BrokerClientQuery,
  type BrokerClientView,
  type BrokerPage,
  type BrokerRuleView,
  type Provisioning,
  type ProvisioningScope,
} from './broker';

const SHARED = /^\$share\/[^/]+\//;
const PAGE = 1_000;
/** EMQX does not count what a condition leaves: so many are looked at. */
const MOST_FOUND = 10_000;
/** A broker that always says that there is more would keep us for ever. */
const MAX_PAGES = 10_000;

/** What EMQX and the embedded broker have in common: the REST form of EMQX 5.8 (`docs/protocol/emqx.md`, REST). */
export abstract class RestBroker extends Broker {
  /** Asked for besides, to be told the user names in a list. */
  protected readonly namingUsers: Readonly<Record<string, string>> = {};

  constructor(protected readonly api: BrokerApi) {
    super();
  }

  async *clients(username?: string): AsyncIterable<BrokerClientView> {
    for await (const one of this.pages('clients', username === undefined ? {} : { username })) {
      const client = {
        clientId: String(one.clientid),
        username: typeof one.username === 'string' ? one.username : '',
        isConnected: one.connected !== false,
      };
      // A broker that ignored the question would have every client of the instance kicked.
      if (username !== undefined && client.username !== username)
        throw new Error("the broker's API does not select clients by user name");
      yield client;
    }
  }

  async clientPage({ offset, limit, ...condition }: BrokerClientQuery): Promise<BrokerClientPage> {
    const query = conditionOf(condition);
    const isWhole = Object.keys(query).length === 0;
    return isWhole ? this.pageOfAll(offset, limit) : this.pageOfFound(query, offset, limit);
  }

  async filtersOf(clientId: string): Promise<string[]> {
    try {
      const { body } = await this.api.get(`clients/${encodeURIComponent(clientId)}/subscriptions`);
      return ((body ?? []) as { topic: string }[]).map(({ topic }) => topic.replace(SHARED, ''));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async kick(clientId: string): Promise<void> {
    await this.ifThere(this.api.delete(`clients/${encodeURIComponent(clientId)}`));
  }

  async forgetDecisions(clientId: string): Promise<void> {
    await this.ifThere(this.api.delete(`clients/${encodeURIComponent(clientId)}/authorization/cache`));
  }

  async publish(topic: string, payload: Uint8Array, qos: 0 | 1 | 2): Promise<boolean> {
    const { status } = await this.api.post('publish', {
      topic,
      payload: Buffer.from(payload).toString('base64'),
      payload_encoding: 'base64',
      qos,
      retain: false,
    });
    return status === 200;
  }

  abstract override alarms(): Promise<BrokerAlarm[]>;
  abstract override rules(): Promise<BrokerRuleView[]>;
  abstract override provision(scope: ProvisioningScope): Promise<Provisioning>;
  abstract override check(scope: ProvisioningScope): Promise<BrokerCheck>;

  async close(): Promise<void> {
    await this.api.close();
  }

  /** The API's pages begin at multiples of their length: an offset in between takes two. */
  private async pageOfAll(offset: number, limit: number): Promise<BrokerClientPage> {
    const page = Math.floor(offset / limit) + 1;
    const first = await this.page('clients', this.namingUsers, page, limit);
    const skipped = offset % limit;
    const isCut = skipped > 0 && first.data.length === limit;
    const second = isCut ? await this.page('clients', this.namingUsers, page + 1, limit) : null;
    const data = [...first.data, ...(second?.data ?? [])].slice(skipped, skipped + limit);
    return { count: first.meta?.count ?? offset + data.length, clients: data.map(clientDetails) };
  }

  private async pageOfFound(
    query: Readonly<Record<string, string>>,
    offset: number,
    limit: number,
  ): Promise<BrokerClientPage> {
    const clients: BrokerClientDetails[] = [];
    let count = 0;
    for await (const listed of this.pages('clients', { ...query, ...this.namingUsers })) {
      if (count >= offset && clients.length < limit) clients.push(clientDetails(listed));
      count += 1;
      if (count === MOST_FOUND) break;
    }
    return { count, clients };
  }

  private async page(
    path: string,
    query: Readonly<Record<string, string>>,
    page: number,
    limit: number,
  ): Promise<BrokerPage> {
    const search = new URLSearchParams({ ...query, page: String(page), limit: String(limit) });
    return (await this.api.get(`${path}?${search}`)).body as BrokerPage;
  }

  protected async *pages(
    path: string,
    query: Record<string, string>,
  ): AsyncIterable<BrokerPage['data'][number]> {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { data, meta } = await this.page(path, query, page, PAGE);
      yield* data;
      if (!(meta?.hasnext ?? data.length === PAGE)) return;
    }
  }

  private async ifThere(call: Promise<unknown>): Promise<void> {
    await call.catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }
}

const conditionOf = ({
  username,
  address,
  clientIdPart,
}: Omit<BrokerClientQuery, 'offset' | 'limit'>): Record<string, string> => ({
  ...(username !== undefined && { username }),
  ...(address !== undefined && { ip_address: address }),
  ...(clientIdPart !== undefined && { like_clientid: clientIdPart }),
});
