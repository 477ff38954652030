import type { NatsConnection } from '@nats-io/nats-core';
import {
  authorizeTopic,
  deviceSession,
  eventSubject,
  forgetDeviceDecisions,
  getDeviceAccess,
  getUserStandings,
  kickDevices,
  type DeviceRule,
  type DeviceSession,
  type EventDefinition,
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
import { RpcServer } from '@unitfleet/messaging/testing';
import { createLogger } from '@unitfleet/observability';
import { OwnEngine, ServiceProcess } from '@unitfleet/testing';
import type { z } from 'zod';

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
  /** Topics that `units` allows beyond the rules, as `<action> <topic>`. */
  readonly allowed = new Set<string>();
  readonly asked: OperationInput<typeof authorizeTopic>[] = [];
  readonly accessAsked: string[] = [];
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
    units.serve(authorizeTopic, async (request) => {
      const question = request as OperationInput<typeof authorizeTopic>;
      this.asked.push(question);
      return { isAllowed: this.allowed.has(`${question.action} ${question.topic}`) };
    });
    this.serverOf('registry').serve(getUserStandings, async (request) => {
      const { uuids } = request as OperationInput<typeof getUserStandings>;
      const users = uuids.filter((uuid) => this.blockedUsers.has(uuid));
      return { users: users.map((uuid) => ({ uuid, isBlocked: this.blockedUsers.get(uuid)! })) };
    });
    const bridge = this.serverOf('mqtt-bridge');
    bridge.serve(kickDevices, async (request) => {
      this.kicked.push(...(request as OperationInput<typeof kickDevices>).unitUuids);
      return null;
    });
    bridge.serve(forgetDeviceDecisions, async (request) => {
      this.forgotten.push(...(request as OperationInput<typeof forgetDeviceDecisions>).unitUuids);
      return null;
    });
    await this.connection.flush();
  }

  async fallSilent(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.drain()));
    this.servers = [];
  }

  private serverOf(service: ServiceName): RpcServer {
    const server = new RpcServer(this.connection, service, createLogger(service, 'CRITICAL'));
    this.servers.push(server);
    return server;
  }
}

/** The hook as a process, between a NATS and a Redis of its own. */
export class HookRig {
  private constructor(
    readonly connection: NatsConnection,
    readonly neighbours: Neighbours,
    readonly nats: OwnEngine,
    /** Keeps what it has stored when it is killed, so that what happened meanwhile is missing in it. */
    readonly redis: OwnEngine,
    readonly hook: ServiceProcess,
  ) {}

  static async start(): Promise<HookRig> {
    const [nats, redis] = await Promise.all([OwnEngine.start('nats'), OwnEngine.start('redis', 'durable')]);
    const connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    const neighbours = new Neighbours(connection);
    await neighbours.answer();
    const hook = await ServiceProcess.start('auth-hook', {
      NATS_URL: nats.url,
      PU_REDIS_URL: redis.url,
      PU_DOMAIN: DOMAIN,
      PU_SECRET_KEY: SECRET_KEY,
    });
    return new HookRig(connection, neighbours, nats, redis, hook);
  }

  async stop(): Promise<void> {
    await this.hook.stop();
    await this.connection.close();
    await Promise.all([this.nats.remove(), this.redis.remove()]);
  }

  /** As the broker asks at CONNECT: every value is text, what is absent is empty. */
  authenticate(username: string, clientid = 'a-client'): Promise<HookAnswer> {
    return this.ask('authenticate', { username, password: '', clientid, peerhost: '127.0.0.1' });
  }

  /** As the broker asks about what the connection's own rules leave open. */
  authorize(username: string, action: 'publish' | 'subscribe', topic: string): Promise<HookAnswer> {
    const rest = { clientid: 'a-client', qos: '1', retain: 'false', peerhost: '127.0.0.1' };
    return this.ask('authorize', { username, action, topic, ...rest });
  }

  async ask(path: string, body: object): Promise<HookAnswer> {
    const response = await fetch(`${this.hook.origin}/mqtt/${path}`, {
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
