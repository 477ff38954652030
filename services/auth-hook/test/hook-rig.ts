import type { NatsConnection } from '@nats-io/nats-core';
import {
  deviceSession,
  DomainError,
  eventSubject,
  forgetDeviceDecisions,
  getDeviceAccess,
  getNodeAccess,
  getUserStandings,
  kickDevices,
  listDeviceAccess,
  listNodeAccess,
  type DeviceRule,
  type DeviceSession,
  type EventDefinition,
  type NodeAccess,
  type NodeSight,
  type OperationInput,
  type ServiceName,
} from '@unitfleet/contracts';
import {
  connectToNats,
  encodeMessage,
  EventPublisher,
  reconcileStreams,
  unwrap,
  wrapEvent,
} from '@unitfleet/messaging';
import { askPatiently, RpcServer } from '@unitfleet/messaging/testing';
import { createLogger } from '@unitfleet/observability';
import { eventually, OwnEngine, ServiceProcess } from '@unitfleet/testing';
import type { z } from 'zod';

askPatiently();

export const DOMAIN = 'fleet.test';
export const SECRET_KEY = 'a key that no instance has';

export interface HookAnswer {
  readonly status: number;
  readonly result?: string;
  readonly acl?: readonly { permission: string; action: string; topics: string[] }[];
}

/** What `units` knows of a Unit. */
export interface Access {
  creatorUuid: string;
  accessVersion: number;
  rules: DeviceRule[];
}

/** The services that the hook asks and tells, played by the test. */
export class Neighbours {
  readonly access = new Map<string, Access>();
  readonly blockedUsers = new Map<string, boolean>();
  readonly userVersions = new Map<string, number>();
  readonly nodes = new Map<string, NodeAccess & { version: number }>();
  /** What differs of how a Unit stands to a node, by both their keys. */
  readonly sights = new Map<string, Partial<NodeSight>>();
  readonly nodesAsked: OperationInput<typeof getNodeAccess>[] = [];
  readonly accessAsked: string[] = [];
  pagesAsked = 0;
  /** Done before a page of Units is answered, which has been read by then. */
  whileAsked: () => Promise<void> = async () => undefined;
  /** So many orders the bridge does not carry out. */
  ordersToRefuse = 0;
  readonly kicked: string[] = [];
  readonly forgotten: string[] = [];
  private servers: RpcServer[] = [];

  constructor(private readonly connection: NatsConnection) {}

  /** Answers from now on: once this has resolved, the server knows whom to ask. */
  async answer(): Promise<void> {
    const units = this.serverOf('units');
    units.serve(getDeviceAccess, async (request) => {
      const { unitUuid } = request as OperationInput<typeof getDeviceAccess>;
      this.accessAsked.push(unitUuid);
      const access = this.access.get(unitUuid);
      return access ? { unitUuid, ...access } : null;
    });
    units.serve(getNodeAccess, async (request) => {
      const question = request as OperationInput<typeof getNodeAccess>;
      this.nodesAsked.push(question);
      const { unitUuid, nodeUuid } = question;
      const node = this.nodes.get(nodeUuid) ?? null;
      if (unitUuid === null) return { accessVersion: 0, node, sight: null };
      const access = this.access.get(unitUuid);
      return access
        ? { accessVersion: access.accessVersion, node, sight: this.sightOf(unitUuid, nodeUuid) }
        : null;
    });
    units.serve(listDeviceAccess, async (request) => {
      this.pagesAsked += 1;
      const { after, limit } = request as OperationInput<typeof listDeviceAccess>;
      const uuids = [...this.access.keys()].sort().filter((uuid) => uuid > (after ?? ''));
      await this.whileAsked();
      return {
        units: uuids.slice(0, limit).map((unitUuid) => ({
          unitUuid,
          ...this.access.get(unitUuid)!,
          sights: [...this.nodes.keys()]
            .filter((nodeUuid) => this.sights.has(unitUuid + nodeUuid))
            .map((nodeUuid) => this.sightOf(unitUuid, nodeUuid)),
        })),
      };
    });
    units.serve(listNodeAccess, async (request) => {
      const { after, limit } = request as OperationInput<typeof listNodeAccess>;
      const uuids = [...this.nodes.keys()].sort().filter((uuid) => uuid > (after ?? ''));
      return { nodes: uuids.slice(0, limit).map((uuid) => this.nodes.get(uuid)!) };
    });
    this.serverOf('registry').serve(getUserStandings, async (request) => {
      const { uuids } = request as OperationInput<typeof getUserStandings>;
      const users = uuids.filter((uuid) => this.blockedUsers.has(uuid));
      const versionOf = (uuid: string) => this.userVersions.get(uuid) ?? 1;
      return {
        users: users.map((uuid) => ({
          uuid,
          isBlocked: this.blockedUsers.get(uuid)!,
          version: versionOf(uuid),
        })),
      };
    });
    const bridge = this.serverOf('mqtt-bridge');
    const carryOut = () => {
      if (this.ordersToRefuse === 0) return;
      this.ordersToRefuse -= 1;
      throw new DomainError('Mqtt', 'the broker does not answer');
    };
    bridge.serve(kickDevices, async (request) => {
      carryOut();
      this.kicked.push(...(request as OperationInput<typeof kickDevices>).unitUuids);
      return null;
    });
    bridge.serve(forgetDeviceDecisions, async (request) => {
      carryOut();
      this.forgotten.push(...(request as OperationInput<typeof forgetDeviceDecisions>).unitUuids);
      return null;
    });
    await this.connection.flush();
  }

  async fallSilent(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.drain()));
    this.servers = [];
  }

  private sightOf(unitUuid: string, nodeUuid: string): NodeSight {
    const nodeVersion = this.nodes.get(nodeUuid)?.version ?? 0;
    const usual = { nodeUuid, nodeVersion, isGranted: false, gracedUntil: null, isNoted: true };
    return { ...usual, ...this.sights.get(unitUuid + nodeUuid) };
  }

  private serverOf(service: ServiceName): RpcServer {
    const server = new RpcServer(this.connection, service, createLogger(service, 'CRITICAL'));
    this.servers.push(server);
    return server;
  }
}

export const authentication = (username: string, clientid = 'a-client') => ({
  username,
  password: '',
  clientid,
  peerhost: '127.0.0.1',
});

export const authorisation = (username: string, action: 'publish' | 'subscribe', topic: string) => ({
  username,
  action,
  topic,
  clientid: 'a-client',
  qos: '1',
  retain: 'false',
  peerhost: '127.0.0.1',
});

/** The hook as a process, between a NATS and a Redis of its own. */
export class HookRig {
  private constructor(
    readonly connection: NatsConnection,
    readonly neighbours: Neighbours,
    readonly nats: OwnEngine,
    /** Keeps what it has stored when it is killed, so that what happened meanwhile is missing in it. */
    readonly redis: OwnEngine,
    readonly hook: ServiceProcess,
    /** One more process on the same engines. */
    readonly another: (settings?: Record<string, string>) => Promise<ServiceProcess>,
  ) {}

  static async start(): Promise<HookRig> {
    const [nats, redis] = await Promise.all([OwnEngine.start('nats'), OwnEngine.start('redis', 'durable')]);
    const connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    const neighbours = new Neighbours(connection);
    await neighbours.answer();
    const start = (more: Record<string, string> = {}) =>
      ServiceProcess.start('auth-hook', {
        NATS_URL: nats.url,
        PU_REDIS_URL: redis.url,
        PU_DOMAIN: DOMAIN,
        PU_SECRET_KEY: SECRET_KEY,
        ...more,
      });
    return new HookRig(connection, neighbours, nats, redis, await start(), start);
  }

  async stop(): Promise<void> {
    await this.hook.stop();
    await this.connection.close();
    await Promise.all([this.nats.remove(), this.redis.remove()]);
  }

  /** As the broker asks at CONNECT: every value is text, what is absent is empty. */
  authenticate(username: string, clientid = 'a-client', hook = this.hook): Promise<HookAnswer> {
    return this.askUntilDecided('authenticate', authentication(username, clientid), hook);
  }

  /** As the broker asks about what the connection's own rules leave open. */
  authorize(
    username: string,
    action: 'publish' | 'subscribe',
    topic: string,
    hook = this.hook,
  ): Promise<HookAnswer> {
    return this.askUntilDecided('authorize', authorisation(username, action, topic), hook);
  }

  /** The broker comes again with what nobody can tell now. */
  private askUntilDecided(path: string, body: object, hook: ServiceProcess): Promise<HookAnswer> {
    return eventually(async () => {
      const answer = await this.ask(path, body, hook);
      return answer.status === 503 ? null : answer;
    });
  }

  /** Value of a metric with these labels; 0 of one that has not been counted. */
  async metric(name: string, labels: Record<string, string>): Promise<number> {
    const lines = (await this.hook.metrics()).split('\n').filter((line) => line.startsWith(`${name}{`));
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const found = lines.filter((line) => wanted.every((label) => line.includes(label)));
    return found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Once. */
  async ask(path: string, body: object, hook = this.hook): Promise<HookAnswer> {
    const response = await fetch(`${hook.origin}/mqtt/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = response.ok ? ((await response.json()) as Omit<HookAnswer, 'status'>) : {};
    return { ...answer, status: response.status };
  }

  async emit<Schema extends z.ZodType>(
    event: EventDefinition<Schema>,
    aggregate: { uuid: string; version: number },
    data: z.input<Schema>,
  ): Promise<void> {
    const envelope = wrapEvent(event, aggregate, data);
    await new EventPublisher(this.connection, event.service).publish({
      id: envelope.id,
      subject: eventSubject(event),
      payload: encodeMessage(envelope),
      headers: {},
    });
  }

  /** What the hook tells of devices from now on, until `done`. */
  async sessions(): Promise<{ seen: DeviceSession[]; done: () => void }> {
    const seen: DeviceSession[] = [];
    const subscription = this.connection.subscribe('device.session.*', {
      callback: (_error, message) => {
        seen.push(unwrap(message.data, deviceSession.schema).data);
      },
    });
    await this.connection.flush();
    return { seen, done: () => subscription.unsubscribe() };
  }
}
