import { connect, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import { PacketReader, type PacketEvents } from '../domain/packet-reader';

/** What the connection reports; `onPublish` runs in the order of receipt. */
export interface IngestEvents {
  /** The broker has accepted the connection, and does not know the session: it repeats nothing of before. */
  onNewSession(): void;
  /** The broker goes on with the session and repeats what has no PUBACK. False ends the connection with nothing read. */
  onKeptSession(): boolean;
  onReady(): void;
  onPublish: PacketEvents['onPublish'];
  /** All packets of one read have been reported; false puts off the next read. */
  onBatch(): boolean;
  onClose(reason: string): void;
}

export interface IngestOptions {
  readonly url: string;
  readonly clientId: string;
  readonly filters: readonly string[];
  /** Subscriptions of an earlier life that are given up; what waits for them in the session still comes. */
  readonly formerFilters?: readonly string[];
}

/** Reads of the socket are this far apart at least: one larger read costs much less than several small ones. */
const READ_PAUSE_MS = 5;
/** What one read brings at most; when it does, there is more. */
const READ_BYTES = 256 * 1024;
const FULL_PAUSE_MS = 20;
const KEEPALIVE_S = 30;
const PING_MS = 5_000;
const SILENCE_MS = 45_000;
const CONNECT_TIMEOUT_MS = 10_000;
const FAREWELL_MS = 1_000;

/** In a SUBACK (MQTT 3.1.1, 3.9.3). */
const REFUSED = 0x80;

const PINGREQ = generate({ cmd: 'pingreq' });
const DISCONNECT = generate({ cmd: 'disconnect' });

/**
 * One MQTT 3.1.1 connection with a persistent session that receives and acknowledges, and nothing else. General
 * clients wait for one handler at a time; here messages stay in flight until they are stored.
 */
export class IngestConnection {
  private readonly socket: Socket;
  private readonly reader: PacketReader;
  private readonly ping: NodeJS.Timeout;
  private heardAt = performance.now();
  private isReading = true;
  /** Between two reads. */
  private isPausing = false;
  private isLeaving = false;
  private isEnded = false;
  private isWelcome = false;
  private reason = 'the broker closed the connection';

  constructor(
    private readonly options: IngestOptions,
    private readonly events: IngestEvents,
  ) {
    const { hostname, port } = new URL(options.url);
    // A paused stream goes on reading in small pieces, and hands one out at each pause: only this stops the reads themselves.
    const onread = {
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback: (length: number, buffer: Uint8Array) =>
        this.read(Buffer.from(buffer.buffer, buffer.byteOffset, length)),
    };
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
    this.socket.on('connect', () => this.socket.write(this.connectPacket()));
    this.socket.on('error', (error) => (this.reason = error.message));
    this.socket.on('close', () => this.finish());
    this.reader = new PacketReader({
      onPublish: (topic, payload, packetId, isRepeated) => {
        if (!this.isEnded) events.onPublish(topic, payload, packetId, isRepeated);
      },
      onConnack: (returnCode, hasSession) => this.welcome(returnCode, hasSession),
      onSuback: (codes) => this.subscribed(codes),
    });
    this.ping = setInterval(() => this.keepAlive(), PING_MS);
  }

  /** How long the broker has not answered anything although it was asked to. */
  get silentMs(): number {
    return performance.now() - this.heardAt;
  }

  /** QoS 1, with nothing in it. */
  publish(topic: string): void {
    this.write(
      generate({ cmd: 'publish', topic, payload: '', qos: 1, messageId: 3, dup: false, retain: false }),
    );
  }

  /** Sends acknowledgements made elsewhere. */
  write(packets: Buffer): void {
    if (this.socket.writable) this.socket.write(packets);
  }

  /** Takes no more messages; acknowledgements still go out. */
  stopReading(): void {
    this.isReading = false;
    this.socket.pause();
  }

  /** Leaves; the broker keeps the session and what comes meanwhile. */
  end(): void {
    if (!this.socket.writable) return void this.socket.destroy();
    this.socket.end(DISCONNECT);
    // What the broker has sent meanwhile is thrown away: it keeps that, unacknowledged, for the next connection.
    this.isLeaving = true;
    this.socket.resume();
    setTimeout(() => this.socket.destroy(), FAREWELL_MS).unref();
  }

  abort(reason: string): void {
    this.isEnded = true;
    this.reason = reason;
    this.socket.destroy();
  }

  private connectPacket(): Buffer {
    const { username, password } = new URL(this.options.url);
    return generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: false,
      clientId: this.options.clientId,
      keepalive: KEEPALIVE_S,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: Buffer.from(decodeURIComponent(password)) }),
    });
  }

  /** False stops the socket until `readOn`. */
  private read(bytes: Buffer): boolean {
    if (this.isLeaving) return true;
    this.heardAt = performance.now();
    this.isPausing = true;
    try {
      this.reader.read(bytes);
    } catch (error) {
      this.abort(String(error));
      return false;
    }
    const pauseMs = bytes.length < READ_BYTES ? READ_PAUSE_MS : 0;
    setTimeout(() => this.readOn(), this.events.onBatch() ? pauseMs : FULL_PAUSE_MS);
    return false;
  }

  private readOn(): void {
    if (!this.isReading) return;
    if (!this.events.onBatch()) return void setTimeout(() => this.readOn(), FULL_PAUSE_MS);
    this.isPausing = false;
    this.socket.resume();
  }

  private keepAlive(): void {
    // Whoever does not read hears nothing, however well the broker is.
    if (this.isPausing || !this.isReading) this.heardAt = performance.now();
    if (this.silentMs > (this.isWelcome ? SILENCE_MS : CONNECT_TIMEOUT_MS))
      this.abort('the broker fell silent');
    else if (this.isWelcome && this.socket.writable) this.socket.write(PINGREQ);
  }

  private welcome(returnCode: number, hasSession: boolean): void {
    if (returnCode !== 0) return this.abort(`the broker refused the connection (code ${returnCode})`);
    this.isWelcome = true;
    if (!hasSession) this.events.onNewSession();
    else if (!this.events.onKeptSession()) return this.abort('what came before is not stored yet');
    const subscriptions = this.options.filters.map((topic) => ({ topic, qos: 1 as const }));
    this.socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
    const { formerFilters = [] } = this.options;
    if (formerFilters.length > 0)
      this.socket.write(generate({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: [...formerFilters] }));
  }

  private subscribed(codes: Buffer): void {
    if (codes.includes(REFUSED)) this.abort('the broker refused the subscription');
    else this.events.onReady();
  }

  private finish(): void {
    clearInterval(this.ping);
    this.events.onClose(this.reason);
  }
}
