import { once } from 'node:events';
import type { Socket } from 'node:net';
import { noAccess, resolveSession, userSessionsEnded } from '@unitfleet/contracts';
import { SID, unitToken, USER, userToken } from '@unitfleet/testing-fleet';
import { eventually } from '@unitfleet/testing';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import WebSocket, { type ClientOptions } from 'ws';
import { DOCUMENTS, startLiveStage, type LiveStage, type Payload } from './support/live-stage';

interface Message {
  readonly type: string;
  readonly payload?: { data: Record<string, Payload> };
}

/** A client by hand. */
class RawClient {
  readonly messages: Message[] = [];
  readonly closed: Promise<number>;
  readonly refused: Promise<number>;

  constructor(
    readonly socket: WebSocket,
    private readonly token: string | undefined,
  ) {
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as Message));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    this.refused = new Promise((resolve) =>
      socket.once('unexpected-response', (_request, { statusCode }) => {
        resolve(statusCode!);
        socket.terminate();
      }),
    );
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    this.send({ type: 'connection_init', payload: this.token ? { 'x-auth-token': this.token } : {} });
    await eventually(() => expect(this.messages).toContainEqual({ type: 'connection_ack' }));
    return this;
  }

  subscribe(uuids: string[]): void {
    this.send({
      id: '1',
      type: 'subscribe',
      payload: { query: DOCUMENTS.unitNodeStates, variables: { uuids } },
    });
  }

  get payloads(): Payload[] {
    return this.messages.flatMap(({ type, payload }) =>
      type === 'next' ? [payload!.data['unitNodeStates']!] : [],
    );
  }
}

const stateOf = (payload: Payload | undefined) => (payload?.unitNodes as { state: string }[])?.[0]?.state;

describe('WebSockets of subscriptions', () => {
  const stages: LiveStage[] = [];

  const start = async (environment: Record<string, string> = {}) => {
    const stage = await startLiveStage(environment);
    stages.push(stage);
    const raw = (options: ClientOptions = {}, token?: string) =>
      new RawClient(new WebSocket(stage.url, GRAPHQL_TRANSPORT_WS_PROTOCOL, options), token);
    return { stage, raw };
  };

  afterEach(async () => {
    await Promise.all(stages.splice(0).map((stage) => stage.close()));
  });

  it('are opened from pages of the instance only', async () => {
    const { stage, raw } = await start({ ALLOWED_ORIGINS: 'https://friend.example/' });
    expect(await raw({ origin: 'https://evil.example' }).refused).toBe(403);
    await raw({ origin: 'http://localhost:8080' }).open();
    await raw({ origin: 'https://friend.example' }).open();
    const elsewhere = new WebSocket(`${stage.url}/else`, GRAPHQL_TRANSPORT_WS_PROTOCOL);
    expect(await new RawClient(elsewhere, undefined).refused).toBe(404);
  });

  it('take the token of the upgrade, too, and no wrong one', async () => {
    const { stage, raw } = await start();
    const client = await raw({ headers: { 'x-auth-token': userToken } }).open();
    client.subscribe([stage.addNode()]);
    await eventually(() => expect(client.payloads).toHaveLength(1));
    const wrong = raw({}, 'garbage');
    await once(wrong.socket, 'open');
    wrong.send({ type: 'connection_init', payload: { 'x-auth-token': 'garbage' } });
    expect(await wrong.closed).toBe(4403);
  });

  it('know the session of a browser when a page of the instance says that there is one', async () => {
    const { stage, raw } = await start({ ALLOWED_ORIGINS: 'https://friend.example' });
    const asker = jest.fn();
    stage.world.before = async (actor) => asker(actor.kind);
    const askerOf = async (origin: string | undefined, payload: object, session = userToken) => {
      const client = raw({ origin, headers: { cookie: `unitfleet_session=${session}` } });
      await once(client.socket, 'open');
      client.send({ type: 'connection_init', payload });
      const isIn = eventually(() => expect(client.messages).toContainEqual({ type: 'connection_ack' }));
      const code = await Promise.race([client.closed, isIn]);
      if (typeof code === 'number') return code;
      client.subscribe([stage.addNode()]);
      await eventually(() => expect(client.payloads).toHaveLength(1));
      return asker.mock.lastCall?.[0];
    };
    const own = 'http://localhost:8080';
    expect(await askerOf(own, { session: 'cookie' })).toBe('User');
    expect(await askerOf(own, {})).toBe('Bot');
    expect(await askerOf(own, { session: true })).toBe('Bot');
    expect(await askerOf(own, { session: 'cookie', 'x-auth-token': unitToken })).toBe('Unit');
    expect(await askerOf('https://friend.example', { session: 'cookie' })).toBe('Bot');
    expect(await askerOf(undefined, { session: 'cookie' })).toBe('Bot');
    expect(await askerOf(own, { session: 'cookie' }, 'garbage')).toBe(4403);
  });

  it('end with the session of the browser', async () => {
    const { stage, raw } = await start();
    const client = raw({
      origin: 'http://localhost:8080',
      headers: { cookie: `unitfleet_session=${userToken}` },
    });
    await once(client.socket, 'open');
    client.send({ type: 'connection_init', payload: { session: 'cookie' } });
    await eventually(() => expect(client.messages).toContainEqual({ type: 'connection_ack' }));
    stage.fleet.on(resolveSession, () => {
      throw noAccess('ended');
    });
    await stage.settled();
    await stage.emit(userSessionsEnded, { uuid: USER, sids: [SID] });
    expect(await client.closed).toBe(4403);
  });

  it('are limited per caller and per address', async () => {
    const { raw } = await start({ LIVE_CONNECTIONS_PER_CALLER: '2', LIVE_CONNECTIONS_PER_ADDRESS: '4' });
    const first = await raw({}, userToken).open();
    await raw({}, userToken).open();
    const third = raw({}, userToken);
    await once(third.socket, 'open');
    third.send({ type: 'connection_init', payload: { 'x-auth-token': userToken } });
    expect(await third.closed).toBe(1013);
    first.socket.close();
    await first.closed;
    await eventually(async () => {
      const next = raw({}, userToken);
      await once(next.socket, 'open');
      next.send({ type: 'connection_init', payload: { 'x-auth-token': userToken } });
      const outcome = await Promise.race([next.closed, once(next.socket, 'message').then(() => 'in')]);
      expect(outcome).toBe('in');
    });
    await raw().open();
    await raw().open();
    expect(await raw().refused).toBe(429);
    const from = (address: string) => raw({ headers: { 'x-forwarded-for': address } });
    // Who has one IPv6 address has its whole network.
    for (let host = 1; host <= 4; host += 1) await from(`2001:db8::${host}`).open();
    expect(await from('2001:db8::5').refused).toBe(429);
    await from('2001:db8:0:1::5').open();
  });

  it('take no more messages, subscriptions and keys than allowed, and nothing but subscriptions', async () => {
    const { stage, raw } = await start({
      LIVE_MESSAGE_LIMIT: '2048',
      LIVE_SUBSCRIPTIONS_PER_CONNECTION: '1',
      LIVE_UUIDS_PER_SUBSCRIPTION: '2',
      GRAPHQL_MAX_ALIASES: '0',
    });
    const nodes = [stage.addNode(), stage.addNode(), stage.addNode()];
    const client = stage.client();
    const refusal = (query: string, variables: Record<string, unknown> = {}) => {
      const results = stage.client().iterate({ query, variables });
      return results.next().then(
        ({ value }) => JSON.stringify(value),
        (error: unknown) => JSON.stringify(error),
      );
    };
    expect(await refusal('{ getBaseMetrics { userCount } }')).toMatch(/Only subscriptions/);
    expect(await refusal('subscription { nothing }')).toMatch(/Cannot query field/);
    expect(await refusal(DOCUMENTS.unitNodeStates, { uuids: nodes })).toMatch(/1 to 2 uuids/);
    expect(await refusal(DOCUMENTS.unitNodeStates, { uuids: [] })).toMatch(/1 to 2 uuids/);
    expect(
      await refusal(DOCUMENTS.unitNodeStates.replace('uuid ', 'other: uuid '), { uuids: nodes }),
    ).toMatch(/aliases/);
    const held = stage.hear(client, 'unitNodeStates', { uuids: [nodes[0]!] });
    await held.next();
    const second = stage.hear(client, 'unitNodeStates', { uuids: [nodes[1]!] });
    await expect(second.next()).rejects.toMatchObject([{ message: expect.stringMatching(/1 subscription/) }]);
    await held.end();
    const third = stage.hear(client, 'unitNodeStates', { uuids: [nodes[1]!] });
    await third.next();

    const loud = await raw().open();
    loud.send({ type: 'ping', payload: { text: 'x'.repeat(4_096) } });
    expect(await loud.closed).toBe(1009);
  });

  it('of clients that do not answer are closed', async () => {
    const { raw } = await start({ LIVE_PING_MS: '1500' });
    const alive = await raw().open();
    const dead = raw({ autoPong: false } as ClientOptions);
    await once(dead.socket, 'open');
    expect(await dead.closed).toBe(1006);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('of slow clients hold no more than a bound, and show the present state in place of what was dropped', async () => {
    const { stage, raw } = await start({ LIVE_QUEUE_BYTES: '65536' });
    const node = stage.addNode();
    const slow = await raw({}, userToken).open();
    slow.subscribe([node]);
    await eventually(() => expect(slow.payloads).toHaveLength(1));
    (slow.socket as unknown as { _socket: Socket })._socket.pause();

    const witness = stage.hear(stage.client(userToken), 'unitNodeStates', { uuids: [node] });
    await witness.next();
    const values = 150;
    const value = (index: number) => `${index} ${'x'.repeat(200_000)}`;
    for (let index = 1; index <= values; index += 1) {
      stage.store([node, value(index)]);
      await stage.settled();
    }
    while (stateOf(await witness.next()) !== value(values));
    await witness.end();

    (slow.socket as unknown as { _socket: Socket })._socket.resume();
    await eventually(() => expect(stateOf(slow.payloads.at(-1))).toBe(value(values)));
    const lagged = slow.payloads.findIndex(({ snapshotReason }) => snapshotReason === 'LAGGED');
    expect(lagged).toBeGreaterThan(0);
    expect(slow.payloads.length).toBeLessThan(values);
  });

  it('of clients that ask without taking the answers are not read until they do', async () => {
    const { raw } = await start({ LIVE_QUEUE_BYTES: '65536' });
    const pause = jest.spyOn(WebSocket.prototype, 'pause');
    const deaf = await raw().open();
    const { _socket: connection } = deaf.socket as unknown as { _socket: Socket };
    connection.pause();
    // More than the system keeps for both directions.
    const pings = 700;
    for (let index = 0; index < pings; index += 1)
      deaf.send({ type: 'ping', payload: { text: 'x'.repeat(60_000) } });
    await eventually(() => expect(pause).toHaveBeenCalled());
    connection.resume();
    const pongs = () => deaf.messages.filter(({ type }) => type === 'pong');
    await eventually(() => expect(pongs()).toHaveLength(pings));
    pause.mockRestore();
  });

  it('are told to come back when the process goes', async () => {
    const { stage, raw } = await start();
    const client = await raw({}, userToken).open();
    client.subscribe([stage.addNode()]);
    await eventually(() => expect(client.payloads).toHaveLength(1));
    stages.splice(0);
    const [code] = await Promise.all([client.closed, stage.close()]);
    expect(code).toBe(1001);
  });
});
