import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { BrokerMetrics } from '../broker-metrics';

const HANDSHAKE_MS = 15_000;

/**
 * Takes TCP connections and hands on what they carry once TLS (1.2 or newer) stands.
 *
 * @throws Error when certificate and key do not fit together
 */
export function secureEntry(
  tls: { readonly cert: string; readonly key: string },
  metrics: BrokerMetrics,
  enter: (socket: TLSSocket) => void,
): (socket: Socket) => void {
  const server = createServer({ ...tls, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => undefined);
    enter(socket);
  });
  server.on('tlsClientError', (_error, socket) => {
    metrics.refuse('tls_failed');
    socket.destroy();
  });
  return (socket) => void server.emit('connection', socket);
}
