import { createServer, type Server, type Socket } from 'node:net';
import type { BrokerMetrics } from '../broker-metrics';
import { type Bucket, bucket } from '../core/rate-limiter';
import type { Zone } from '../options';

/** Connections that wait to be let in; the kernel's own queue is as long. */
const MAX_WAITING = 1024;
/** A peer that vanished without a word is found out even when its client asked for no keep-alive. */
const PROBE_AFTER_MS = 120_000;

/** One TCP port: lets so many in, so many a second; those that come faster wait, as in EMQX. */
export class Doorway {
  readonly server: Server;
  private readonly open = new Set<Socket>();
  private readonly waiting: Socket[] = [];
  private readonly pace: Bucket | null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    zone: Zone,
    private readonly metrics: BrokerMetrics,
    private readonly enter: (socket: Socket) => void,
  ) {
    this.pace = bucket(zone.connectionsPerSecond);
    this.server = createServer((socket) => this.arrive(socket));
    this.server.maxConnections = zone.maxConnections;
    this.server.on('drop', () => metrics.refuse('full'));
  }

  /** Nobody comes in any more; who is in has so long to leave by himself. */
  async close(patienceMs: number): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    for (const socket of this.waiting) socket.destroy();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const insist = setTimeout(() => {
      for (const socket of this.open) socket.destroy();
    }, patienceMs);
    await closed;
    clearTimeout(insist);
  }

  private arrive(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    // Whoever is still on the way in has nobody else to listen.
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, PROBE_AFTER_MS);
    if (this.pace === null) return this.enter(socket);
    if (this.waiting.length >= MAX_WAITING) {
      this.metrics.refuse('rate');
      return void socket.destroy();
    }
    this.waiting.push(socket);
    if (this.timer === null) this.letIn();
    if (this.waiting.at(-1) === socket) this.metrics.rare['connection.delayed.rate']++;
  }

  private letIn(): void {
    this.timer = null;
    while (this.waiting.length > 0) {
      const waitMs = this.pace?.missing() ?? 0;
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.letIn(), waitMs).unref();
        return;
      }
      const socket = this.waiting.shift();
      if (!socket || socket.destroyed) continue;
      this.pace?.take(1);
      this.enter(socket);
    }
  }
}
