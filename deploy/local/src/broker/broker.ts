import { createServer, type Server } from 'node:net';
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
import { listen, portOf } from './listen';
import { type BrokerInput, completeOptions, type Zone } from './options';
import { SessionEvents } from './session-events';

/** A running broker. */
export interface Broker {
  /** Port for devices. */
  readonly port: number;
  readonly internalPort: number;
  readonly apiPort: number;
  /** `mqtt://host:port` for devices, for our own services, and the root of the REST API (without `/api/v5`). */
  readonly url: string;
  readonly internalUrl: string;
  readonly apiUrl: string;
  stop(): Promise<void>;
}

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
  const accept = (name: string, zone: Zone, authenticate: Authenticator, trusted: boolean): Server => {
    const listener: Listener = { name, zone, authenticate, trusted };
    const server = createServer((socket) => {
      const connection = new Connection(socket, listener, core);
      connections.add(connection);
      socket.once('close', () => connections.delete(connection));
    });
    server.maxConnections = zone.maxConnections;
    return server;
  };
  const devices = accept('tcp:default', options.zones.device, hookAuthenticator(core.hook, metrics), false);
  const internal = accept(
    'tcp:internal',
    options.zones.internal,
    staticAuthenticator(options.internal),
    true,
  );
  const api = startManagementApi(core);

  const ticker = setInterval(() => {
    const now = Date.now();
    for (const connection of connections) connection.check(now);
    core.registry.expire(now);
    reportDrops(core);
  }, 1000).unref();

  const stop = async (): Promise<void> => {
    clearInterval(ticker);
    const closed = [devices, internal, api].map((server) => closeServer(server));
    for (const connection of connections) connection.close('shutdown');
    api.closeAllConnections();
    await Promise.all(closed);
    reportDrops(core);
    await core.hook.close();
  };

  try {
    await listen(devices, options.host, options.port, 'the MQTT broker, for devices');
    await listen(
      internal,
      '127.0.0.1',
      options.internal.port,
      "the MQTT broker, for the platform's own services",
    );
    await listen(api, '127.0.0.1', options.api.port, 'the REST API of the MQTT broker');
  } catch (error) {
    await stop();
    throw error;
  }
  const reachable = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  return {
    port: portOf(devices),
    internalPort: portOf(internal),
    apiPort: portOf(api),
    url: `mqtt://${reachable}:${portOf(devices)}`,
    internalUrl: `mqtt://127.0.0.1:${portOf(internal)}`,
    apiUrl: `http://127.0.0.1:${portOf(api)}`,
    stop,
  };
}

/** A loss is never silent: each second's drops are named by client. */
function reportDrops({ metrics, options }: BrokerCore): void {
  const drops = metrics.takeDrops();
  if (drops) options.log({ event: 'delivery_dropped', clients: Object.fromEntries(drops) });
}

function closeServer(server: { close(done: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
