import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { BrokerMetrics } from '../broker-metrics';
import type { Transport } from '../core/transport';
import { WebSocketTransport } from './web-socket-transport';

/** EMQX's path and names of the protocol (docs/protocol/device.md 1.4). */
const PATH = '/mqtt';
const PROTOCOLS = ['mqtt', 'mqtt-v3', 'mqtt-v3.1.1', 'mqtt-v5', 'mqttv3.1'];
const UPGRADE_MS = 15_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** Takes TCP or TLS connections and hands on the MQTT that their WebSockets carry. */
export function webSocketEntry(
  maxPacketBytes: number,
  metrics: BrokerMetrics,
  enter: (transport: Transport) => void,
): (socket: Socket) => void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // Several packets may come in one message.
    maxPayload: maxPacketBytes + 64 * 1024,
    handleProtocols: (offered) => [...offered].find((name) => PROTOCOLS.includes(name)) ?? false,
  });
  const http = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (_request, response) => {
    metrics.refuse('not_websocket');
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  http.on('clientError', (_error, socket) => {
    metrics.refuse('not_websocket');
    socket.destroy();
  });
  http.on('upgrade', (request, socket, head) => {
    const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(',');
    const isMqtt = offered.some((name) => PROTOCOLS.includes(name.trim()));
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== PATH || !isMqtt) {
      metrics.refuse('not_websocket');
      return refuse(socket, path === PATH ? '400 Bad Request' : '404 Not Found');
    }
    const { remoteAddress, remotePort } = request.socket;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      patience.get(request.socket)?.();
      enter(new WebSocketTransport(webSocket, remoteAddress, remotePort));
    });
  });
  return (socket) => {
    const timer = setTimeout(() => socket.destroy(), UPGRADE_MS);
    const stop = (): void => clearTimeout(timer);
    patience.set(socket, stop);
    socket.once('close', stop);
    http.emit('connection', socket);
  };
}

/** Ends the wait for a connection's upgrade. */
const patience = new WeakMap<Duplex, () => void>();

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
