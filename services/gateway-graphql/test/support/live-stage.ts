import { randomUUID } from 'node:crypto';
import {
  authorizeUnitLogs,
  eventSubject,
  getPipelineCounters,
  listFleetUnits,
  listUnitLogs,
  listUnitNodes,
  listUnits,
  liveNodeStates,
  noAccess,
  type Actor,
  type EventData,
  type EventDefinition,
  type FleetUnit,
  type UnitLogView,
  type UnitNodeView,
  type UnitView,
} from '@unitfleet/contracts';
import { encodeMessage, EventPublisher, LivePublisher, wrapEvent } from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { stageGateway } from '@unitfleet/testing-fleet';
import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import WebSocket from 'ws';
import { partitionOf } from '@unitfleet/contracts';
import { gatewayGraphql } from '../../src/service';
import { UNIT, unit, unitNode } from './views';

askPatiently();

export interface Payload {
  readonly cursor: string;
  readonly isSnapshot: boolean;
  readonly snapshotReason: string | null;
  readonly [items: string]: unknown;
}

/** One subscription of a test. */
export class Heard {
  constructor(private readonly results: AsyncIterableIterator<{ data?: unknown; errors?: unknown }>) {}

  /** The next payload, whatever its field is called. */
  async next(): Promise<Payload> {
    const { value, done } = await this.results.next();
    if (done) throw new Error('the subscription is over');
    if (!value.data) throw new Error(JSON.stringify(value.errors));
    return Object.values(value.data as object)[0] as Payload;
  }

  async end(): Promise<void> {
    await this.results.return!();
  }
}

const PAYLOAD = 'cursor isSnapshot snapshotReason';
export const DOCUMENTS = {
  unitNodeStates: `subscription ($uuids: [UUID!]!, $after: String) {
    unitNodeStates(uuids: $uuids, after: $after) {
      ${PAYLOAD} unitNodes { uuid state lastUpdateDatetime isDataPipeActive dataPipeStatus dataPipeError } } }`,
  unitStates: `subscription ($uuids: [UUID!]!, $after: String) {
    unitStates(uuids: $uuids, after: $after) {
      ${PAYLOAD} units { uuid unitState { millis ifconfig } currentCommitVersion isOnline lastSeenDatetime } } }`,
  fleetChanges: `subscription ($after: String) {
    fleetChanges(after: $after) {
      ${PAYLOAD} units { uuid kind isOnline firmwareUpdateStatus currentCommitVersion } } }`,
  unitUpdates: `subscription ($uuids: [UUID!]!, $after: String) {
    unitUpdates(uuids: $uuids, after: $after) {
      ${PAYLOAD} units { uuid firmwareUpdateStatus firmwareUpdateError targetCommit } } }`,
  unitLogs: `subscription ($uuid: UUID!, $level: [LogLevel!], $after: String) {
    unitLogs(uuid: $uuid, level: $level, after: $after) { ${PAYLOAD} unitLogs { level text } } }`,
  pipeDataImport: `subscription ($uuid: UUID!, $after: String) {
    pipeDataImport(uuid: $uuid, after: $after) { ${PAYLOAD} imports { pipeline status rows bytes error } } }`,
  pipeDataStored: `subscription ($uuids: [UUID!]!, $after: String) {
    pipeDataStored(uuids: $uuids, after: $after) { ${PAYLOAD} nodeUuids } }`,
  repositoryRegistrySyncs: `subscription ($uuids: [UUID!]!, $after: String) {
    repositoryRegistrySyncs(uuids: $uuids, after: $after) {
      ${PAYLOAD} repositoriesRegistry { uuid syncStatus syncError } } }`,
};

/** The gateway with owners that show what a test lets them, and clients that subscribe. */
export const startLiveStage = async (environment: Record<string, string> = {}) => {
  const stage = await stageGateway(gatewayGraphql, {
    RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1',
    LIVE_RECHECK_MS: '3600000',
    ...environment,
  });
  const { fleet, connection } = stage;
  const clients: Client[] = [];
  const live = new LivePublisher(connection, 'datapipe');
  const states = new Map<string, { state: string; at: Date }>();
  const units = new Map<string, UnitView>([[UNIT, unit]]);
  const logs: UnitLogView[] = [];
  const pipes = new Map<
    string,
    Pick<UnitNodeView, 'isDataPipeActive' | 'dataPipeStatus' | 'dataPipeError'>
  >();
  const world = {
    states,
    pipes,
    units,
    logs,
    /** What nobody sees. */
    hidden: new Set<string>(),
    /** Awaited by owners before they answer. */
    before: async (_actor: Actor): Promise<void> => undefined,
    /** Awaited by owners when they have looked, before their answer leaves. */
    after: async (): Promise<void> => undefined,
  };

  fleet.on(listUnitNodes, async ({ uuids }, { actor }) => {
    await world.before(actor);
    const seen = uuids.filter((uuid) => states.has(uuid) && !world.hidden.has(uuid));
    const unitNodes = seen.map((uuid) => {
      const { state, at } = states.get(uuid)!;
      return { ...unitNode, uuid, state, lastUpdateDatetime: at, ...pipes.get(uuid) };
    });
    await world.after();
    return { count: unitNodes.length, unitNodes };
  });
  fleet.on(listUnits, ({ uuids }) => {
    const seen = uuids.filter((uuid) => units.has(uuid) && !world.hidden.has(uuid));
    return { count: seen.length, units: seen.map((uuid) => units.get(uuid)!) };
  });
  fleet.on(listFleetUnits, async ({ uuids }, { actor }) => {
    await world.before(actor);
    const asked = uuids.length > 0 ? uuids : [...units.keys()];
    const seen = asked.flatMap((uuid) => (world.hidden.has(uuid) ? [] : (units.get(uuid) ?? [])));
    return { units: seen.map((one): FleetUnit => one) };
  });
  fleet.on(authorizeUnitLogs, ({ uuid }) => {
    if (world.hidden.has(uuid)) throw noAccess('not yours');
    return null;
  });
  fleet.on(getPipelineCounters, async ({ nodeUuid }, { actor }) => {
    await world.before(actor);
    if (world.hidden.has(nodeUuid)) throw noAccess('not yours');
    return { since: null, until: null, accepted: 0, dropped: [], additionalPipelines: [] };
  });
  fleet.on(listUnitLogs, ({ uuid }) => {
    if (world.hidden.has(uuid)) throw noAccess('not yours');
    return { count: logs.length, unitLogs: [...logs].reverse() };
  });
  await stage.settled();

  const url = `${stage.origin.replace('http', 'ws')}/pepeunit/graphql`;
  let clock = Date.now();

  return {
    ...stage,
    url,
    live,
    world,
    /** A node that owners know. */
    addNode(state = '0'): string {
      const uuid = randomUUID();
      states.set(uuid, { state, at: new Date(clock) });
      return uuid;
    },
    /** Stores values and tells of them, a message per partition as the service does. */
    store(...values: readonly (readonly [uuid: string, state: string])[]): void {
      const byPartition = new Map<number, { nodeUuids: string[]; states: string[]; times: number[] }>();
      for (const [uuid, state] of values) {
        clock += 1;
        states.set(uuid, { state, at: new Date(clock) });
        const batch = byPartition.get(partitionOf(uuid)) ?? { nodeUuids: [], states: [], times: [] };
        byPartition.set(partitionOf(uuid), batch);
        batch.nodeUuids.push(uuid);
        batch.states.push(state);
        batch.times.push(clock);
      }
      for (const [partition, batch] of byPartition) live.publish(liveNodeStates, partition, batch);
    },
    async emit<Definition extends EventDefinition>(event: Definition, data: EventData<Definition>) {
      const envelope = wrapEvent(event, { uuid: randomUUID(), version: 1 }, data as never);
      await new EventPublisher(connection, event.service).publish({
        id: envelope.id,
        subject: eventSubject(event),
        payload: encodeMessage(envelope),
        headers: {},
      });
    },
    client(token?: string, options: Partial<ClientOptions> = {}): Client {
      const client = createClient({
        url,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: true,
        connectionParams: token === undefined ? {} : { 'x-auth-token': token },
        onNonLazyError: () => undefined,
        ...options,
      });
      clients.push(client);
      return client;
    },
    hear(client: Client, field: keyof typeof DOCUMENTS, variables: Record<string, unknown>): Heard {
      return new Heard(client.iterate({ query: DOCUMENTS[field], variables }) as never);
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
      await stage.close();
    },
  };
};

export type LiveStage = Awaited<ReturnType<typeof startLiveStage>>;
