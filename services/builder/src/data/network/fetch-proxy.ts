import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { type Duplex, Transform } from 'node:stream';
import type { NetworkGuard } from './network-guard';

const HTTPS_PORT = '443';
const HTTP_PORT = '80';
const CONNECT_TIMEOUT_MS = 10_000;

/** Headers between a client and its proxy alone. */
const HOP_HEADERS = ['proxy-connection', 'proxy-authorization', 'connection', 'keep-alive'];

/**
 * The one way out of a fetch: a proxy on loopback through which git reaches one origin, at an address that `NetworkGuard`
 * allows, and nothing else (whatever alternates or redirects a host tells of), until so many bytes have come. Git itself
 * resolves no names, knows no such rule and has no such limit.
 */
export class FetchProxy {
  /** More bytes came than may. */
  isExceeded = false;
  private left: number;
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly guard: NetworkGuard,
    private readonly target: URL,
    limitBytes: number,
  ) {
    this.left = limitBytes;
    server.on('request', (incoming, outgoing) => this.forward(incoming, outgoing));
    server.on('connect', (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.tunnel(incoming, socket, head),
    );
    server.on('connection', (socket: Socket) => this.watch(socket));
  }

  /** @throws DomainError GitRepo for an address that nobody may go to. */
  static async towards(url: string, guard: NetworkGuard, limitBytes: number): Promise<FetchProxy> {
    guard.requireAllowed(url);
    const server = createServer();
    const proxy = new FetchProxy(server, guard, new URL(url), limitBytes);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get host(): string {
    return this.target.hostname.replace(/^\[|\]$/g, '');
  }

  private get port(): string {
    return this.target.port || (this.target.protocol === 'https:' ? HTTPS_PORT : HTTP_PORT);
  }

  /** HTTPS: git speaks to the host itself. */
  private tunnel({ url }: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.target.protocol !== 'https:' || url !== `${this.target.hostname}:${this.port}`) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const { host, guard } = this;
    const onward = connect({
      host,
      port: Number(this.port),
      lookup: guard.lookup,
      timeout: CONNECT_TIMEOUT_MS,
    });
    this.watch(onward);
    const fail = () => {
      onward.destroy();
      if (socket.writable) socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    };
    onward.once('error', fail).once('timeout', fail);
    onward.once('connect', () => {
      onward.setTimeout(0);
      onward.off('error', fail);
      onward.on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      socket.pipe(onward);
      onward.pipe(this.counted()).pipe(socket);
    });
    socket.once('close', () => onward.destroy());
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const wanted = URL.canParse(incoming.url ?? '') ? new URL(incoming.url!) : null;
    if (wanted?.origin !== this.target.origin || wanted.protocol !== 'http:') {
      outgoing.writeHead(403).end();
      return;
    }
    const headers = { ...incoming.headers };
    for (const name of HOP_HEADERS) delete headers[name];
    const onward = send({
      host: this.host,
      port: this.port,
      path: `${wanted.pathname}${wanted.search}`,
      method: incoming.method,
      headers,
      lookup: this.guard.lookup,
      agent: false,
    });
    onward.on('socket', (socket) => this.watch(socket));
    onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(this.counted()).pipe(outgoing);
    });
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  /** Lets bytes through until there have been too many, and then nothing at all. */
  private counted(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.left -= chunk.length;
        if (this.left >= 0) return done(null, chunk);
        this.isExceeded = true;
        for (const socket of this.sockets) socket.destroy();
        done();
      },
    });
  }

  private watch(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
