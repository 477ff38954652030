import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/nats-core';
import { processSettings } from '@unitfleet/config';
import {
  kickBrokerClient,
  listBrokerClients,
  listTelemetryPartitions,
  noAccess,
  resolveSession,
  SERVICE_NAMES,
  userBlocked,
} from '@unitfleet/contracts';
import { encodeMessage, wrapEvent } from '@unitfleet/messaging';
import { JobRegistry, LOGGER } from '@unitfleet/observability';
import { signUserToken } from '@unitfleet/security';
import { bootService } from '@unitfleet/service-host';
import { eventually } from '@unitfleet/testing';
import { NONE } from './support/operation-case';
import { key, startGateway, unitToken, USER, userToken, type TestGateway } from './support/start-gateway';
import { UNIT, WHOLE } from './support/views';

const ADMIN = '7a9e3c1d-64b2-4f0a-8c55-2f6d1e0b9a33';
const adminToken = signUserToken({ uuid: ADMIN, sid: 'cd34' }, key, new Date(Date.now() + 3_600_000));
const asAdmin = { kind: 'User', uuid: ADMIN, login: 'boss', role: 'Admin' };
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJ1dWlkIjoiYWJjZGVmIn0.c2lnbmF0dXJlLXRleHQ';
const FAR = '9007199254740991';

const SERVICES = `{ getServices {
  service instance version startedDatetime isReady failures { check reason } residentBytes
  settings { name value }
  jobs { name everySeconds lastStartDatetime lastDurationSeconds lastError runs failures } } }`;
const STREAMS = `{ getStreams { name subjects messages bytes maxBytes firstDatetime lastDatetime
  consumers { name pending waitingForAck redelivered lastDeliveredDatetime } } }`;
const PARTITIONS = `{ getTelemetryPartitions { partition owner lag } }`;
const LETTERS = `query ($consumer: String, $limit: Int, $beforeId: String) {
  getDeadLetters(filters: { consumer: $consumer, limit: $limit, beforeId: $beforeId }) {
    count deadLetters { id consumer subject eventType reason deliveries failedDatetime payload } } }`;
const REDRIVE = `mutation ($ids: [String!]!) { redriveDeadLetters(ids: $ids) }`;
const DISCARD = `mutation ($ids: [String!]!) { discardDeadLetters(ids: $ids) }`;
const CLIENTS = `query ($limit: Int, $offset: Int, $searchString: String) {
  getBrokerClients(filters: { limit: $limit, offset: $offset, searchString: $searchString }) {
    count clients { clientId unitUuid address protocol isConnected connectedDatetime isCleanSession
      subscriptions receivedMessages sentMessages queuedMessages } } }`;
const KICK = `mutation ($clientId: String!) { kickBrokerClient(clientId: $clientId) { isNone __typename } }`;

describe('what an operator sees and does', () => {
  let gateway: TestGateway;
  const logged: { fields: Record<string, unknown>; text: string }[] = [];

  beforeAll(async () => {
    gateway = await startGateway();
    gateway.fleet.on(resolveSession, ({ userUuid }) =>
      userUuid === ADMIN
        ? { uuid: ADMIN, login: 'boss', role: 'Admin' }
        : { uuid: USER, login: 'maker', role: 'User' },
    );
    const log = gateway.app.get(LOGGER);
    jest
      .spyOn(log, 'info')
      .mockImplementation(
        ((fields: Record<string, unknown>, text: string) => void logged.push({ fields, text })) as never,
      );
  });

  beforeEach(async () => {
    logged.length = 0;
    const { streams } = await jetstreamManager(gateway.connection);
    await streams.purge('DEAD');
    await streams.purge('EVENTS');
  });

  afterAll(() => gateway.close());

  const ask = async (query: string, variables: Record<string, unknown> = {}, token = adminToken) => {
    const { json } = await gateway.graphql.ask(query, { token, variables });
    if (json.errors) throw new Error(json.errors[0].message);
    return Object.values(json.data as object)[0];
  };

  /** As a consumer leaves it behind; answers its id. */
  const bury = async (consumer = 'units--registry-user-blocked', error = 'no such user'): Promise<string> => {
    const kept = headers();
    const facts = {
      Consumer: consumer,
      Subject: 'ev.registry.user.blocked.v1',
      Stream: 'EVENTS',
      Sequence: '7',
    };
    for (const [name, value] of Object.entries({ ...facts, Error: error, Deliveries: '5' }))
      kept.set(`Unitfleet-${name}`, value);
    const envelope = wrapEvent(userBlocked, { uuid: UNIT, version: 3 }, { uuid: UNIT });
    const content = { ...envelope, data: { uuid: UNIT, password: 'hidden', note: `by ${JWT}` } };
    const { seq } = await jetstream(gateway.connection).publish(`dead.${consumer}`, encodeMessage(content), {
      headers: kept,
    });
    return String(seq);
  };

  describe.each([
    ['getServices', SERVICES, {}],
    ['getStreams', STREAMS, {}],
    ['getDeadLetters', LETTERS, {}],
    ['redriveDeadLetters', REDRIVE, { ids: ['1'] }],
    ['discardDeadLetters', DISCARD, { ids: ['1'] }],
  ])('%s', (_name, query, variables) => {
    it.each([
      ['a user', userToken],
      ['a Unit', unitToken],
      ['the anonymous', undefined],
    ])('is not for %s', async (_who, token) => {
      const { json } = await gateway.graphql.ask(query, { token, variables });
      expect(json).toMatchObject({
        data: null,
        errors: [{ message: expect.stringMatching(/^403: 1: No Access: /) }],
      });
    });
  });

  it.each([
    ['getTelemetryPartitions', PARTITIONS, {}, listTelemetryPartitions],
    ['getBrokerClients', CLIENTS, {}, listBrokerClients],
    ['kickBrokerClient', KICK, { clientId: 'x' }, kickBrokerClient],
  ] as const)('%s is decided by its owner', async (_name, query, variables, operation) => {
    const refusal = noAccess('instance.operate needs the role Admin');
    gateway.fleet.on(operation, () => {
      throw refusal;
    });
    await expect(ask(query, variables, userToken)).rejects.toThrow(refusal.message);
    expect(gateway.fleet.last(operation).actor).toMatchObject({ uuid: USER, role: 'User' });
  });

  describe('services', () => {
    it('are all there, those that answer with what they say, the others as silent', async () => {
      const environment = { NATS_URL: `nats://${gateway.connection.getServer()}` };
      const units = await bootService(
        { name: 'units', settings: processSettings, module: () => class Nothing {} },
        processSettings.parse({ ...environment, PU_MIN_LOG_LEVEL: 'CRITICAL' }),
      );
      try {
        await units
          .get(JobRegistry)
          .every('sweep', 2_000)
          .run(async () => undefined);
        const look = async () =>
          (await ask(SERVICES)) as { service: string; instance: string; isReady: boolean }[];
        for (let time = 0; time < 2; time += 1) {
          // A machine that is busy answers late, and the question again.
          const found = await eventually(async () => {
            const services = await look();
            expect(services.filter(({ isReady }) => isReady)).toHaveLength(2);
            return services;
          });
          expect(found.map(({ service }) => service)).toEqual(SERVICE_NAMES);
          expect(found.filter(({ isReady }) => isReady).map(({ service }) => service)).toEqual([
            'units',
            'gateway-graphql',
          ]);
          expect(found.find(({ service }) => service === 'units')).toMatchObject({
            instance: expect.stringMatching(/./),
            version: expect.stringMatching(/^\d/),
            startedDatetime: expect.any(String),
            residentBytes: expect.any(Number),
            jobs: [{ name: 'sweep', everySeconds: 2, runs: 1, failures: 0, lastError: null }],
          });
          expect(found.find(({ service }) => service === 'registry')).toEqual({
            service: 'registry',
            instance: '',
            version: '',
            startedDatetime: null,
            isReady: false,
            failures: [{ check: 'process', reason: 'does not answer' }],
            residentBytes: null,
            settings: [],
            jobs: [],
          });
          // The gateway's own.
          expect(JSON.stringify(found)).toContain('{"name":"PU_SECRET_KEY","value":"***"}');
          expect(JSON.stringify(found)).not.toContain('the-secret-key-of-this-test');
        }
      } finally {
        await units.close();
      }
    });
  });

  describe('streams', () => {
    it('are shown with their consumers', async () => {
      await bury();
      const streams = (await ask(STREAMS)) as { name: string }[];
      expect(streams.map(({ name }) => name)).toEqual(['DEAD', 'DEVICE', 'EVENTS', 'LIVE', 'TELEMETRY']);
      expect(streams[0]).toMatchObject({
        subjects: ['dead.>'],
        messages: 1,
        bytes: expect.any(Number),
        maxBytes: null,
        lastDatetime: expect.any(String),
      });
    });

    it('of telemetry tell where each partition is', async () => {
      const partitions = [{ partition: 3, owner: 'host-1', lag: 5_000_000_000 }];
      gateway.fleet.on(listTelemetryPartitions, () => ({ partitions }));
      expect(await ask(PARTITIONS)).toEqual(partitions);
      expect(gateway.fleet.last(listTelemetryPartitions).actor).toEqual(asAdmin);
    });
  });

  describe('dead letters', () => {
    it('are shown newest first, page by page, without what is secret in them', async () => {
      const ids = [
        await bury('a--x'),
        await bury('b--x'),
        await bury('a--x', `postgres://u:hidden@h ${JWT}`),
      ];
      const first = (await ask(LETTERS, { limit: 2 })) as { count: number; deadLetters: { id: string }[] };
      expect(first.count).toBe(3);
      expect(first.deadLetters.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
      expect(await ask(LETTERS, { limit: 2, beforeId: ids[1] })).toMatchObject({
        count: 3,
        deadLetters: [{ id: ids[0] }],
      });
      const ofOne = (await ask(LETTERS, { consumer: 'a--x' })) as { deadLetters: { payload: string }[] };
      expect(ofOne).toMatchObject({
        count: 2,
        deadLetters: [
          {
            id: ids[2],
            consumer: 'a--x',
            subject: 'ev.registry.user.blocked.v1',
            eventType: 'registry.user.blocked.v1',
            reason: 'postgres://u:***@h ***',
            deliveries: 5,
            failedDatetime: expect.any(String),
          },
          { id: ids[0] },
        ],
      });
      expect(JSON.parse(ofOne.deadLetters[0]!.payload)).toMatchObject({
        type: 'registry.user.blocked',
        data: { uuid: UNIT, password: '***', note: 'by ***' },
      });
    });

    it('are published anew, and go; what is not there does not count', async () => {
      const [first, second] = [await bury(), await bury()];
      expect(await ask(REDRIVE, { ids: [first, first, FAR] })).toBe(1);
      expect(logged).toContainEqual({
        fields: expect.objectContaining({ admin: ADMIN, letter: Number(first) }),
        text: 'a dead letter was redriven',
      });
      const { streams } = await jetstreamManager(gateway.connection);
      expect((await streams.info('EVENTS')).state.messages).toBe(1);
      expect(await ask(REDRIVE, { ids: [first] })).toBe(0);
      expect(await ask(DISCARD, { ids: [first, second] })).toBe(1);
      expect(logged).toContainEqual({
        fields: expect.objectContaining({ admin: ADMIN, letter: Number(second) }),
        text: 'a dead letter was discarded',
      });
      expect(await ask(LETTERS)).toEqual({ count: 0, deadLetters: [] });
      expect((await streams.info('EVENTS')).state.messages).toBe(1);
    });

    it.each([
      ['a limit beyond the largest', LETTERS, { limit: 101 }],
      ['a negative limit', LETTERS, { limit: -1 }],
      ['an id that is none', LETTERS, { beforeId: 'x' }],
      ['a consumer of all', LETTERS, { consumer: '>' }],
      ['a word for an id', REDRIVE, { ids: ['seven'] }],
      ['zero for an id', DISCARD, { ids: ['0'] }],
      ['too many ids', DISCARD, { ids: Array.from({ length: 1_001 }, (_, index) => String(index + 1)) }],
    ])('refuse %s', async (_what, query, variables) => {
      await expect(ask(query, variables)).rejects.toThrow(/^422: 2: /);
    });
  });

  describe('clients of the broker', () => {
    const client = {
      clientId: 'device-1',
      unitUuid: UNIT,
      address: '10.0.0.7:40001',
      protocol: 'MQTT 3.1.1',
      isConnected: true,
      isCleanSession: true,
      subscriptions: 3,
      receivedMessages: 5_000_000_000,
      sentMessages: 7,
      queuedMessages: 0,
    };

    it('are asked of the bridge', async () => {
      const connectedAt = new Date(`${WHOLE}Z`);
      gateway.fleet.on(listBrokerClients, () => ({ count: 1, clients: [{ ...client, connectedAt }] }));
      expect(await ask(CLIENTS, { limit: 10, offset: 20, searchString: 'dev' })).toEqual({
        count: 1,
        clients: [{ ...client, connectedDatetime: WHOLE }],
      });
      const asked = gateway.fleet.last(listBrokerClients);
      expect(asked.request).toEqual({ limit: 10, offset: 20, searchString: 'dev' });
      expect(asked.actor).toEqual(asAdmin);
      for (const page of [{}, { limit: 0, offset: null }]) {
        await ask(CLIENTS, page);
        expect(gateway.fleet.last(listBrokerClients).request).toEqual({
          limit: 50,
          offset: 0,
          searchString: null,
        });
      }
      await expect(ask(CLIENTS, { limit: 501 })).rejects.toThrow('Limit must be');
    });

    it('are kicked by the bridge', async () => {
      gateway.fleet.on(kickBrokerClient, () => null);
      expect(await ask(KICK, { clientId: 'device-1' })).toEqual(NONE);
      expect(gateway.fleet.last(kickBrokerClient)).toEqual({
        request: { clientId: 'device-1' },
        actor: asAdmin,
      });
    });
  });
});
