import { createServer, type Server } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  generate,
  type IConnackPacket,
  type IConnectPacket,
  type Packet,
  type PacketCmd,
  parser,
} from 'mqtt-packet';
import { type Broker, type BrokerInput, type LogLine, startBroker } from '../src/broker';

export const internalCredentials = { username: 'service', password: 'service-secret' };
export const apiCredentials = { username: 'admin', password: 'admin-secret' };

/** How long the broker waits for the hook where a test does not say otherwise. */
const PATIENCE_MS = 120_000;

export interface HookReply {
  readonly status: number;
  readonly body?: unknown;
}
export type HookCall = Readonly<Record<string, unknown>>;

export const allow = (more: object = {}): HookReply => ({ status: 200, body: { result: 'allow', ...more } });
export const deny: HookReply = { status: 200, body: { result: 'deny' } };

/** A real HTTP server in the place of the auth hook, whose answers a test sets. */
export class FakeHook {
  authn: (call: HookCall) => HookReply | Promise<HookReply> = () => allow();
  authz: (call: HookCall) => HookReply | Promise<HookReply> = () => allow();
  readonly authnCalls: HookCall[] = [];
  readonly authzCalls: HookCall[] = [];
  private server: Server | null = null;
  private port = 0;
  private readonly watchers = new Set<() => void>();

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const call = JSON.parse(Buffer.concat(parts).toString('utf8')) as HookCall;
        const isAuthn = request.url === '/authn';
        (isAuthn ? this.authnCalls : this.authzCalls).push(call);
        for (const watcher of this.watchers) watcher();
        void Promise.resolve(isAuthn ? this.authn(call) : this.authz(call)).then((reply) => {
          response.writeHead(reply.status, { 'content-type': 'application/json' });
          response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
        });
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async down(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** Resolves when so many authorisation calls have come in. */
  authzCalled(times: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.authzCalls.length < times) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }
}

/** Exact packets over a real socket. */
export class RawClient {
  readonly received: Packet[] = [];
  readonly bytes: Buffer[] = [];
  readonly closed: Promise<void>;
  private readonly watchers = new Set<() => void>();
  private version = 4;
  private reader: ReturnType<typeof parser>;

  constructor(readonly socket: Duplex) {
    this.reader = this.speak(4);
    socket.on('data', (chunk: Buffer) => {
      this.bytes.push(chunk);
      this.reader.parse(chunk);
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connectTcp(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  send(...packets: Packet[]): void {
    const { version: protocolVersion } = this;
    this.socket.write(Buffer.concat(packets.map((packet) => generate(packet, { protocolVersion }))));
  }

  /** The next packet of a kind, taken out of `received`. */
  next<C extends PacketCmd>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const at = this.received.findIndex((packet) => packet.cmd === cmd);
        if (at < 0) return;
        this.watchers.delete(look);
        resolve(this.received.splice(at, 1)[0] as Extract<Packet, { cmd: C }>);
      };
      this.watchers.add(look);
      void this.closed.then(() => reject(new Error(`closed while waiting for ${cmd}`)));
      look();
    });
  }

  /** Sends the CONNECT and answers with the whole CONNACK. */
  async greet(packet: Partial<IConnectPacket>): Promise<IConnackPacket> {
    this.reader = this.speak(packet.protocolVersion ?? 4);
    this.send(connectPacket(packet));
    return this.next('connack');
  }

  /** The code of the CONNACK. */
  async login(packet: Partial<IConnectPacket>): Promise<number> {
    const { returnCode, reasonCode } = await this.greet(packet);
    return returnCode ?? reasonCode ?? -1;
  }

  async subscribe(qos: 0 | 1 | 2, ...topics: string[]): Promise<number[]> {
    this.send({ cmd: 'subscribe', messageId: 7, subscriptions: topics.map((topic) => ({ topic, qos })) });
    return (await this.next('suback')).granted as number[];
  }

  /** Sends, and waits for the acknowledgement. */
  async publish(topic: string, payload: string, messageId = 1, retain = false): Promise<void> {
    this.send(publishPacket(topic, payload, 1, messageId, retain));
    await this.next('puback');
  }

  /** The text of the next message; acknowledges it when it wants that. */
  async message(): Promise<string> {
    const packet = await this.next('publish');
    if (packet.qos === 1) this.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    return packet.payload.toString();
  }

  async messages(count: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < count) texts.push(await this.message());
    return texts;
  }

  /** Resolves when the broker has handled everything sent before that needed no decision of the hook. */
  async fence(): Promise<void> {
    this.send({ cmd: 'pingreq' });
    await this.next('pingresp');
  }

  async leave(): Promise<void> {
    this.send({ cmd: 'disconnect' });
    await this.closed;
  }

  private speak(version: number): ReturnType<typeof parser> {
    this.version = version;
    const reader = parser({ protocolVersion: version });
    reader.on('packet', (packet) => {
      this.received.push(packet);
      for (const watcher of [...this.watchers]) watcher();
    });
    return reader;
  }

  /** As when a process is killed. */
  async break(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }
}

export function connectPacket(packet: Partial<IConnectPacket>): IConnectPacket {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    clientId: 'c',
    ...packet,
  };
}

export function publishPacket(
  topic: string,
  payload: string,
  qos: 0 | 1 | 2,
  messageId = 1,
  retain = false,
): Packet {
  return { cmd: 'publish', topic, payload, qos, messageId, retain, dup: false };
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
}

/** A broker with its hook, and clients that are closed with it. */
export class Rig {
  private readonly clients: RawClient[] = [];

  private constructor(
    readonly hook: FakeHook,
    readonly broker: Broker,
    readonly log: LogLine[],
  ) {}

  static async start(
    input: Partial<Omit<BrokerInput, 'hooks'>> & { hooks?: Partial<BrokerInput['hooks']> } = {},
  ): Promise<Rig> {
    const hook = new FakeHook();
    await hook.up();
    const log: LogLine[] = [];
    const broker = await startBroker({
      node: 'test@127.0.0.1',
      log: (line) => log.push(line),
      ...input,
      internal: { ...internalCredentials, ...input.internal },
      api: { ...apiCredentials, ...input.api },
      hooks: {
        retryMinMs: 10,
        retryMaxMs: 50,
        // Both are this process, which may stand still for a while.
        requestTimeoutMs: PATIENCE_MS,
        connectWaitMs: PATIENCE_MS,
        subscribeWaitMs: PATIENCE_MS,
        ...input.hooks,
        authnUrl: `${hook.origin}/authn`,
        authzUrl: `${hook.origin}/authz`,
      },
    }).catch(async (error: unknown) => {
      await hook.down();
      throw error;
    });
    return new Rig(hook, broker, log);
  }

  async open(port = this.broker.port): Promise<RawClient> {
    return this.keep(await RawClient.open(port));
  }

  /** Closes the client with the rig. */
  keep(client: RawClient): RawClient {
    this.clients.push(client);
    return client;
  }

  async device(clientId: string, more: Partial<IConnectPacket> = {}): Promise<RawClient> {
    const client = await this.open();
    const code = await client.login({ clientId, username: `token-of-${clientId}`, ...more });
    if (code !== 0) throw new Error(`refused with ${code}`);
    return client;
  }

  /** A device that speaks MQTT 5. */
  modern(clientId: string, more: Partial<IConnectPacket> = {}): Promise<RawClient> {
    return this.device(clientId, { protocolVersion: 5, ...more });
  }

  async service(clientId: string, more: Partial<IConnectPacket> = {}): Promise<RawClient> {
    const client = await this.open(this.broker.internalPort);
    const { username, password } = internalCredentials;
    const code = await client.login({ clientId, username, password: Buffer.from(password), ...more });
    if (code !== 0) throw new Error(`refused with ${code}`);
    return client;
  }

  async api(method: string, path: string, body?: unknown, authorization?: string): Promise<ApiAnswer> {
    const { username, password } = apiCredentials;
    const response = await fetch(`${this.broker.apiUrl}${path}`, {
      method,
      headers: {
        authorization: authorization ?? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined };
  }

  async counter(name: string): Promise<number> {
    const { json } = await this.api('GET', '/api/v5/metrics');
    return (json as Record<string, number>[])[0]?.[name] ?? NaN;
  }

  async client(clientId: string): Promise<Record<string, unknown>> {
    return (await this.api('GET', `/api/v5/clients/${encodeURIComponent(clientId)}`)).json as Record<
      string,
      unknown
    >;
  }

  /** From now on devices connect with the right to everything, so that nothing of theirs waits for a decision. */
  trustDevices(): void {
    this.hook.authn = () => allow({ acl: [{ permission: 'allow', action: 'all', topic: '#' }] });
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.socket.destroy();
    await this.broker.stop();
    await this.hook.down();
  }
}
