import { STATUS_CODES, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ClientAddresses, cookieToken, TOKEN_HEADER } from '@unitfleet/gateway';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { clientPlace } from '@unitfleet/security';
import { handleProtocols, type Server } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { SETTINGS, type Settings } from '../../../settings';
import { LiveMetrics } from '../live-metrics';
import { CLOSE, LiveConnection } from './live-connection';
import { LiveProtocol } from './live-protocol';
import { LiveSessions } from './live-sessions';
import { Origins } from './origins';

/** How long clients have to answer a close. */
const CLOSING_MS = 1_000;

const headerOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const refuse = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** WebSockets on the path of the queries: who may open one, and that those that are open live. */
@Injectable()
export class LiveSockets {
  private readonly server: WebSocketServer;
  private readonly origins: Origins;
  private readonly connections = new Set<LiveConnection>();
  private readonly perPlace = new Map<string, number>();
  private readonly path: string;
  private protocol: Server<LiveConnection> | null = null;
  private pinging: NodeJS.Timeout | null = null;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly protocols: LiveProtocol,
    private readonly sessions: LiveSessions,
    private readonly addresses: ClientAddresses,
    private readonly metrics: LiveMetrics,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.path = `${settings.PU_APP_PREFIX}/graphql`;
    this.origins = new Origins(settings.PU_DOMAIN, settings.PU_SECURE, settings.ALLOWED_ORIGINS);
    this.server = new WebSocketServer({
      noServer: true,
      maxPayload: settings.LIVE_MESSAGE_LIMIT,
      handleProtocols: (offered) => handleProtocols(offered),
    });
  }

  open(): void {
    const http = this.host.httpAdapter.getHttpServer() as HttpServer;
    this.protocol = this.protocols.open();
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.pinging = setInterval(() => this.ping(), this.settings.LIVE_PING_MS);
    this.pinging.unref();
  }

  /** Tells clients to come back, and resolves when they have gone. */
  async close(): Promise<void> {
    this.protocol = null;
    if (this.pinging) clearInterval(this.pinging);
    for (const connection of this.connections) connection.close(CLOSE.goingAway, 'Going away');
    const gone = Promise.all(
      [...this.connections].map(
        ({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      ),
    );
    await Promise.race([gone, sleep(CLOSING_MS, undefined, { ref: false })]);
    for (const { socket } of this.connections) socket.terminate();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { headers } = request;
    const address = this.addresses.of(
      request.socket.remoteAddress ?? '',
      headerOf(headers['x-forwarded-for']),
    );
    const place = clientPlace(address);
    const status = this.statusFor(request, place);
    if (status !== null) return refuse(socket, status);
    // Counted before the handshake, which takes a moment.
    this.perPlace.set(place, (this.perPlace.get(place) ?? 0) + 1);
    socket.once('close', () => this.forget(place));
    const session = this.origins.isOwn(headers.origin) ? cookieToken(headers) : undefined;
    this.server.handleUpgrade(request, socket, head, (opened) =>
      this.serve(new LiveConnection(opened, address, headerOf(headers[TOKEN_HEADER]), session)),
    );
  }

  /** Of a refusal; null for a client that may come in. */
  private statusFor({ url = '', headers }: IncomingMessage, place: string): number | null {
    if (url.split('?', 1)[0] !== this.path) return 404;
    if (!this.protocol) return 503;
    if (!this.origins.permits(headers.origin)) return 403;
    if (this.connections.size >= this.settings.LIVE_CONNECTIONS) return 503;
    return (this.perPlace.get(place) ?? 0) >= this.settings.LIVE_CONNECTIONS_PER_ADDRESS ? 429 : null;
  }

  private forget(place: string): void {
    const count = (this.perPlace.get(place) ?? 1) - 1;
    if (count > 0) this.perPlace.set(place, count);
    else this.perPlace.delete(place);
  }

  private serve(connection: LiveConnection): void {
    const { socket } = connection;
    if (!this.protocol) return connection.close(CLOSE.goingAway, 'Going away');
    this.connections.add(connection);
    this.metrics.connections.inc();
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.send(socket, text),
        close: (code, reason) => connection.close(code ?? CLOSE.forbidden, reason ?? ''),
        onMessage: (handle) =>
          socket.on('message', (data: RawData) => {
            // Who asks without taking the answers is not heard until it does.
            if (socket.bufferedAmount > this.settings.LIVE_QUEUE_BYTES) socket.pause();
            handle(String(data)).catch((error: unknown) => this.fail(connection, error));
          }),
      },
      connection,
    );
    socket.on('pong', () => {
      connection.isAlive = true;
    });
    // What is wrong with a client's frames ends its socket; there is nobody else to tell.
    socket.on('error', (error) => this.log.debug({ reason: error.message }, 'a WebSocket failed'));
    socket.once('close', (code, reason) => {
      this.connections.delete(connection);
      this.metrics.connections.dec();
      this.sessions.remove(connection);
      closed(code, String(reason)).catch((error: unknown) => this.fail(connection, error));
    });
  }

  /** Resolves when the client's side has room again: whoever has more to send waits for that. */
  private send(socket: WebSocket, text: string): Promise<void> {
    return new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      // What a closing socket does not take, nobody misses.
      socket.send(text, () => {
        if (socket.isPaused && socket.bufferedAmount <= this.settings.LIVE_QUEUE_BYTES) socket.resume();
        resolve();
      });
    });
  }

  private fail(connection: LiveConnection, error: unknown): void {
    this.log.error({ err: error }, 'a message of a WebSocket failed unexpectedly');
    connection.close(CLOSE.internal, 'Internal server error');
  }

  private ping(): void {
    for (const connection of this.connections) {
      if (!connection.isAlive) connection.socket.terminate();
      connection.isAlive = false;
      if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping();
    }
  }
}
