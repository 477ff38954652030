import type { Server } from 'node:net';
import { type Authenticator, hookAuthenticator, staticAuthenticator } from './access/authenticator';
import { HookClient } from './access/hook-client';
import { startManagementApi } from './api/management-api';
import { BrokerMetrics } from './broker-metrics';
import { AdmissionGate } from './core/admission-gate';
import { Connection } from './core/connection';
import type { BrokerCore, Listener } from './core/core';
import { Router } from './core/router';
import { SessionRegistry } from './core/session-registry';
import { FlushRound } from './core/socket-writer';
import type { Transport } from './core/transport';
import { type Door, deviceDoors, internalDoor } from './doors/doors';
import { listen, portOf } from './listen';
import { type BrokerInput, completeOptions, type Zone } from './options';
import { SessionEvents } from './session-events';

/** A running broker. */
export interface Broker {
  /** Port for devices. */
  readonly port: number;
  /** Ports for devices that are open besides, by TLS, WebSocket and both; null: closed. */
  readonly tlsPort: number | null;
  readonly webSocketPort: number | null;
  readonly secureWebSocketPort: number | null;
  readonly internalPort: number;
  readonly apiPort: number;
  /** `mqtt://host:port` for devices, for our own services, and the root of the REST API (without `/api/v5`). */
  readonly url: string;
  readonly internalUrl: string;
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/** Clients that are told to go have so long before they are cut off. */
const FAREWELL_MS = 500;

/**
 * Starts the MQTT broker of the local run in this process; it answers as EMQX 5.8 does where the fleet relies on it
 * (docs/protocol/emqx.md, docs/adr/0005-embedded-broker.md). Rejects with a sentence that names the port when one is
 * taken.
 */
export async function startBroker(input: BrokerInput): Promise<Broker> {
  const options = completeOptions(input);
  const metrics = new BrokerMetrics();
  const router = new Router(options.sharedStrategy, metrics);
  const core: BrokerCore = {
    options,
    metrics,
    router,
    registry: new SessionRegistry(router, metrics),
    gate: new AdmissionGate(options.awaitedGroup),
    events: new SessionEvents(options.node, router),
    hook: new HookClient(options.hooks),
    round: new FlushRound(),
  };
  const connections = new Set<Connection>();
  const welcome = (zone: Zone, authenticate: Authenticator, trusted: boolean) => (name: string) => {
    const listener: Listener = { name, zone, authenticate, trusted };
    return (transport: Transport): void => {
      const connection = new Connection(transport, listener, core);
      connections.add(connection);
      transport.once('close', () => connections.delete(connection));
    };
  };
  const { device, internal } = options.zones;
  const doors = [
    ...deviceDoors(options, metrics, welcome(device, hookAuthenticator(core.hook, metrics), false)),
    internalDoor(options, metrics, welcome(internal, staticAuthenticator(options.internal), true)),
  ];
  const api = startManagementApi(core);

  const ticker = setInterval(() => {
    const now = Date.now();
    for (const connection of connections) connection.check(now);
    core.registry.expire(now);
    reportDrops(core);
  }, 1000).unref();

  const stop = async (): Promise<void> => {
    clearInterval(ticker);
    const closed = [...doors.map(({ doorway }) => doorway.close(FAREWELL_MS)), closeServer(api)];
    for (const connection of connections) connection.close('shutdown');
    api.closeAllConnections();
    await Promise.all(closed);
    reportDrops(core);
    await core.hook.close();
  };

  try {
    for (const { doorway, host, port, purpose } of doors) await listen(doorway.server, host, port, purpose);
    await listen(api, '127.0.0.1', options.api.port, 'the REST API of the MQTT broker');
  } catch (error) {
    await stop();
    throw error;
  }
  const reachable = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  const port = portAt(doors, 'tcp:default') ?? 0;
  const internalPort = portAt(doors, 'tcp:internal') ?? 0;
  return {
    port,
    tlsPort: portAt(doors, 'ssl:default'),
    webSocketPort: portAt(doors, 'ws:default'),
    secureWebSocketPort: portAt(doors, 'wss:default'),
    internalPort,
    apiPort: portOf(api),
    url: `mqtt://${reachable}:${port}`,
    internalUrl: `mqtt://127.0.0.1:${internalPort}`,
    apiUrl: `http://127.0.0.1:${portOf(api)}`,
    stop,
  };
}

function portAt(doors: readonly Door[], name: string): number | null {
  const door = doors.find((one) => one.name === name);
  return door ? portOf(door.doorway.server) : null;
}

/** A loss is never silent: each second's drops are named by client. */
function reportDrops({ metrics, options }: BrokerCore): void {
  const drops = metrics.takeDrops();
  if (drops) options.log({ event: 'delivery_dropped', clients: Object.fromEntries(drops) });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
