import { createServer } from 'node:net';
import { PortTakenError } from './engine-error';

const LOOPBACK = '127.0.0.1';

/** A TCP port on loopback that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return listenBriefly(0, LOOPBACK);
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

function listenBriefly(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
