import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { PortTakenError } from './engine-error';

const LOOPBACK = '127.0.0.1';

/**
 * A TCP port on loopback that nobody listens on, and that the system gives to nobody who asks for any port within the
 * next minute: it remembers a connection that the listener ended first (TIME_WAIT) for so long. Whoever asks for this
 * very port gets it.
 */
export function freePort(): Promise<number> {
  return listenBriefly(0, LOOPBACK, async (port, server) => {
    server.once('connection', (accepted) => accepted.end());
    await once(connect(port, LOOPBACK).resume(), 'close');
  });
}

/**
 * Fails with {@link PortTakenError} when somebody listens on `port`.
 * @param neededBy who wants the port, as a person reads it: `the MQTT broker`
 * @param setting the setting that moves it elsewhere: `UNITFLEET_MQTT_PORT`
 */
export async function assertPortFree(
  port: number,
  neededBy: string,
  setting?: string,
  host = LOOPBACK,
): Promise<void> {
  try {
    await listenBriefly(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PortTakenError(port, neededBy, setting);
    throw error;
  }
}

async function listenBriefly(
  port: number,
  host: string,
  meanwhile?: (port: number, server: Server) => Promise<void>,
): Promise<number> {
  const server = createServer().listen({ port, host, exclusive: true });
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  await meanwhile?.(bound, server);
  const closed = once(server, 'close');
  server.close();
  await closed;
  return bound;
}
