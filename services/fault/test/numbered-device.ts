import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate, parser, type Packet } from 'mqtt-packet';

export interface DeviceOptions {
  readonly mqttUrl: string;
  readonly clientId: string;
  readonly token: string;
  /** Each number goes to all of them, in this order. */
  readonly topics: readonly string[];
}

interface Unacknowledged {
  readonly topic: number;
  readonly number: number;
  /** Written to some connection before: the next time it is a repetition. */
  wasSent: boolean;
}

const RECONNECT_MS = 1_000;
const MAX_PACKET_ID = 65_535;
/** Without room for more a device waits, as one with little memory has to. */
const WINDOW = 500;

/**
 * A device that publishes 1, 2, 3 ... at QoS 1 and keeps each message until it is acknowledged. After a broken connection
 * it sends what is open again, with DUP, the same packet ids and in the same order (MQTT 3.1.1, 4.4), and notes which
 * numbers these were: the broker cannot tell whether it has had them.
 */
export class NumberedDevice {
  /** The last number sent; all up to it are acknowledged after `finish`. */
  last = 0;
  /** How often each number was repeated by the device itself, by topic. */
  readonly repeated: Map<number, number>[];
  /** Connections that ended without being asked to. */
  disconnections = 0;
  acknowledged = 0;
  private readonly open = new Map<number, Unacknowledged>();
  private socket: Socket | null = null;
  private isConnected = false;
  private isFinished = false;
  private packetId = 0;
  private reconnecting: Promise<void> = Promise.resolve();

  private constructor(private readonly options: DeviceOptions) {
    this.repeated = options.topics.map(() => new Map());
  }

  /** Resolves when the broker has accepted it. */
  static async connect(options: DeviceOptions): Promise<NumberedDevice> {
    const device = new NumberedDevice(options);
    device.dial();
    while (!device.isConnected && !device.isFinished) await sleep(20);
    return device;
  }

  get hasLeft(): boolean {
    return this.isFinished;
  }

  get isOnline(): boolean {
    return this.isConnected;
  }

  get hasRoom(): boolean {
    return this.open.size + this.options.topics.length <= WINDOW;
  }

  /** Messages sent and not acknowledged. */
  get unacknowledged(): number {
    return this.open.size;
  }

  /** Publishes the next number to every topic. */
  publishNext(): void {
    this.last += 1;
    for (const topic of this.options.topics.keys()) {
      const message = { topic, number: this.last, wasSent: false };
      const packetId = this.freePacketId();
      this.open.set(packetId, message);
      if (this.isConnected) this.send(packetId, message);
    }
  }

  /** Loses its connection, as by bad radio. */
  breakConnection(): void {
    this.socket?.destroy();
  }

  /** Resolves when everything sent is acknowledged, or the device is given up. */
  async settled(): Promise<void> {
    while (this.open.size > 0 && !this.isFinished) await sleep(20);
  }

  /** Leaves when everything is acknowledged. */
  async finish(): Promise<void> {
    await this.settled();
    this.isFinished = true;
    this.socket?.end(generate({ cmd: 'disconnect' }));
    await this.reconnecting;
  }

  /** Leaves at once, whatever is open. */
  abandon(): void {
    this.isFinished = true;
    this.socket?.destroy();
  }

  private dial(): void {
    const { hostname, port } = new URL(this.options.mqttUrl);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const packets = parser({ protocolVersion: 4 });
    packets.on('packet', (packet: Packet) => this.receive(packet));
    packets.on('error', () => socket.destroy());
    socket.on('connect', () => socket.write(this.connectPacket()));
    socket.on('data', (bytes) => packets.parse(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => this.lostConnection());
    this.socket = socket;
  }

  private connectPacket(): Buffer {
    const { clientId, token } = this.options;
    return generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: false,
      clientId,
      keepalive: 0,
      username: token,
    });
  }

  private receive(packet: Packet): void {
    if (packet.cmd === 'puback') {
      if (this.open.delete(packet.messageId ?? 0)) this.acknowledged += 1;
    } else if (packet.cmd === 'connack') {
      if (packet.returnCode !== 0) return void this.socket?.destroy();
      this.isConnected = true;
      for (const [packetId, message] of this.open) this.send(packetId, message);
    }
  }

  private send(packetId: number, message: Unacknowledged): void {
    const { topic, number, wasSent } = message;
    if (wasSent) this.repeated[topic]!.set(number, (this.repeated[topic]!.get(number) ?? 0) + 1);
    message.wasSent = true;
    this.socket?.write(
      generate({
        cmd: 'publish',
        topic: this.options.topics[topic]!,
        payload: String(number),
        qos: 1,
        retain: false,
        dup: wasSent,
        messageId: packetId,
      }),
    );
  }

  private lostConnection(): void {
    if (this.isConnected && !this.isFinished) this.disconnections += 1;
    this.isConnected = false;
    if (this.isFinished) return;
    this.reconnecting = sleep(RECONNECT_MS).then(() => {
      if (!this.isFinished) this.dial();
    });
  }

  private freePacketId(): number {
    do this.packetId = (this.packetId % MAX_PACKET_ID) + 1;
    while (this.open.has(this.packetId));
    return this.packetId;
  }
}
