import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BrokerApi } from '../src/data/broker/broker-api';
import type { Broker } from '../src/data/broker/broker';
import { makeBroker } from '../src/data/broker/make-broker';
import { settings } from '../src/settings';

/** As EMQX lists clients: it counts all of them, and none of those that a condition leaves. */
const listing = (
  clientIds: readonly string[],
  { page, limit, like_clientid, ip_address }: Record<string, string>,
) => {
  const found = clientIds.filter((id) => id.includes(like_clientid ?? ''));
  const [start, end] = [(Number(page) - 1) * Number(limit), Number(page) * Number(limit)];
  const isWhole = like_clientid === undefined && ip_address === undefined;
  return {
    data: found.slice(start, end).map((clientid) => ({ clientid, username: `user of ${clientid}` })),
    meta: { page, limit, hasnext: end < found.length, ...(isWhole && { count: found.length }) },
  };
};

describe('clients of EMQX', () => {
  const clientIds = Array.from({ length: 2_500 }, (_, index) => `client-${index}`);
  const asked: Record<string, string>[] = [];
  let server: Server;
  let broker: Broker;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const query = Object.fromEntries(new URL(request.url!, 'http://emqx').searchParams);
      asked.push(query);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(listing(clientIds, query)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const values = settings.parse({
      PU_DOMAIN: 'fleet.test',
      PU_SECRET_KEY: 'a key that no instance has',
      BRIDGE_MQTT_URL: 'mqtt://127.0.0.1:1',
      BROKER_API_URL: `http://key:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
      BROKER_KIND: 'emqx',
    });
    broker = makeBroker(values, new BrokerApi(values.BROKER_API_URL, { kind: 'key', key: 'k', secret: 's' }));
  });

  beforeEach(() => {
    asked.length = 0;
    // Who asks and who answers are this process, which may stand still for longer than it waits in a fleet.
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  });
  afterEach(() => jest.restoreAllMocks());

  afterAll(async () => {
    await broker.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const idsOf = async (query: Parameters<Broker['clientPage']>[0]) => {
    const { count, clients } = await broker.clientPage(query);
    return { count, ids: clients.map(({ clientId }) => clientId) };
  };

  it('are asked for page by page, whatever the offset', async () => {
    expect(await idsOf({ offset: 20, limit: 10 })).toEqual({ count: 2_500, ids: clientIds.slice(20, 30) });
    expect(asked).toEqual([{ page: '3', limit: '10' }]);
    expect(await idsOf({ offset: 25, limit: 10 })).toEqual({ count: 2_500, ids: clientIds.slice(25, 35) });
    expect(await idsOf({ offset: 2_495, limit: 10 })).toEqual({ count: 2_500, ids: clientIds.slice(2_495) });
    expect(await idsOf({ offset: 2_498, limit: 50 })).toEqual({ count: 2_500, ids: clientIds.slice(2_498) });
  });

  it('that a condition leaves are counted here', async () => {
    expect(await idsOf({ offset: 1_005, limit: 3, clientIdPart: 'client' })).toEqual({
      count: 2_500,
      ids: clientIds.slice(1_005, 1_008),
    });
    expect(await idsOf({ offset: 0, limit: 3, clientIdPart: 'client-249' })).toMatchObject({
      count: 11,
      ids: ['client-249', 'client-2490', 'client-2491'],
    });
    await broker.clientPage({ offset: 0, limit: 3, address: '10.0.0.7' });
    expect(asked.at(0)).toMatchObject({ like_clientid: 'client' });
    expect(asked.find(({ ip_address }) => ip_address === '10.0.0.7')).toBeDefined();
  });

  it('are named with their users', async () => {
    expect((await broker.clientPage({ offset: 0, limit: 1 })).clients).toMatchObject([
      { clientId: 'client-0', username: 'user of client-0' },
    ]);
  });
});
