import { connect, type Socket } from 'node:net';
import { generate, parser as createParser, type IPublishPacket, type Packet } from 'mqtt-packet';

/** What the connection reports; `onPublish` runs in the order of receipt. */
export interface IngestEvents {
  onReady(): void;
  onPublish(packet: IPublishPacket): void;
  /** All packets of one read have been reported. */
  onBatch(): void;
  onClose(reason: string): void;
}

export interface IngestOptions {
  readonly url: string;
  readonly clientId: string;
  readonly filters: readonly string[];
}

/** Reads of the socket are this far apart at least: one larger read costs much less than several small ones. */
const READ_PAUSE_MS = 2;
const KEEPALIVE_S = 30;
const SILENCE_MS = 45_000;

const PINGREQ = generate({ cmd: 'pingreq' });
const DISCONNECT = generate({ cmd: 'disconnect' });

/**
 * One MQTT 3.1.1 connection with a persistent session that receives and acknowledges, and nothing else. General
 * clients wait for one handler at a time; here messages stay in flight until they are stored.
 */
export class IngestConnection {
  private readonly socket: Socket;
  private readonly parser = createParser({ protocolVersion: 4 });
  private readonly ping: NodeJS.Timeout;
  private reason = 'the broker closed the connection';

  constructor(
    private readonly options: IngestOptions,
    private readonly events: IngestEvents,
  ) {
    const { hostname, port } = new URL(options.url);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.setTimeout(SILENCE_MS, () => this.abort('the broker fell silent'));
    this.socket.on('connect', () => this.socket.write(this.connectPacket()));
    this.socket.on('data', (bytes: Buffer) => this.read(bytes));
    this.socket.on('error', (error) => (this.reason = error.message));
    this.socket.on('close', () => this.finish());
    this.parser.on('packet', (packet: Packet) => this.take(packet));
    this.parser.on('error', (error: Error) => this.abort(error.message));
    this.ping = setInterval(() => this.socket.write(PINGREQ), (KEEPALIVE_S * 1_000) / 2);
  }

  /** Sends acknowledgements made elsewhere. */
  write(packets: Buffer): void {
    if (this.socket.writable) this.socket.write(packets);
  }

  /** Leaves; the broker keeps the session and what comes meanwhile. */
  end(): void {
    if (this.socket.writable) this.socket.end(DISCONNECT);
    else this.socket.destroy();
  }

  abort(reason: string): void {
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
      username: decodeURIComponent(username),
      password: Buffer.from(decodeURIComponent(password)),
    });
  }

  private read(bytes: Buffer): void {
    this.socket.pause();
    this.parser.parse(bytes);
    this.events.onBatch();
    setTimeout(() => this.socket.resume(), READ_PAUSE_MS);
  }

  private take(packet: Packet): void {
    if (packet.cmd === 'publish') return this.events.onPublish(packet);
    if (packet.cmd === 'connack') return this.welcome(packet.returnCode ?? 0);
    if (packet.cmd !== 'suback') return;
    if (packet.granted.some((code) => code === 0x80))
      return this.abort('the broker refused the subscription');
    this.events.onReady();
  }

  private welcome(returnCode: number): void {
    if (returnCode !== 0) return this.abort(`the broker refused the connection (code ${returnCode})`);
    const subscriptions = this.options.filters.map((topic) => ({ topic, qos: 1 as const }));
    this.socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
  }

  private finish(): void {
    clearInterval(this.ping);
    this.events.onClose(this.reason);
  }
}
