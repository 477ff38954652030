import type { Socket } from 'node:net';
import { type GeneratorOrder, payloadOf, report } from './load-protocol';
import { openConnection, publishHead } from './raw-mqtt';

const PUBACK_BYTES = 4;
const PACE_MS = 5;

/** One publisher; it keeps a window of QoS 1 messages in flight. */
class Publisher {
  private inFlight = 0;
  private packetId = 0;
  private restBytes = 0;

  constructor(
    private readonly socket: Socket,
    private readonly load: Load,
  ) {
    socket.on('data', (bytes: Buffer) => {
      this.restBytes += bytes.length;
      const acknowledged = Math.floor(this.restBytes / PUBACK_BYTES);
      this.restBytes -= acknowledged * PUBACK_BYTES;
      this.inFlight -= acknowledged;
      this.load.acknowledged(acknowledged);
      this.fill();
    });
  }

  /** Sends what the window and the order allow, in one write. */
  fill(): void {
    const room = this.load.order.window - this.inFlight;
    const packets: Buffer[] = [];
    const timeMs = Date.now();
    while (packets.length < room) {
      const packet = this.load.next(timeMs, (this.packetId = (this.packetId % 65_535) + 1));
      if (!packet) break;
      packets.push(packet);
    }
    if (packets.length === 0) return;
    this.inFlight += packets.length;
    this.socket.write(packets.length === 1 ? packets[0]! : Buffer.concat(packets));
  }
}

/** The order as it is worked off by all publishers. */
class Load {
  private readonly heads: Buffer[];
  private readonly payloadBytes: number;
  private sent = 0;
  private done = 0;
  private startedAt = 0;

  constructor(readonly order: GeneratorOrder) {
    this.payloadBytes = payloadOf(order.form, { timeMs: Date.now(), number: 0, turn: 0 }).length;
    this.heads = order.topics.map((topic) => publishHead(topic, this.payloadBytes));
  }

  start(): void {
    this.startedAt = Date.now();
  }

  next(timeMs: number, packetId: number): Buffer | null {
    if (this.sent >= this.allowed(timeMs)) return null;
    const head = this.heads[this.sent % this.heads.length]!;
    const packet = Buffer.allocUnsafe(head.length + 2 + this.payloadBytes);
    head.copy(packet);
    packet.writeUInt16BE(packetId, head.length);
    const turn = Math.floor(this.sent / this.heads.length);
    const payload = payloadOf(this.order.form, { timeMs, number: this.sent, turn });
    packet.write(payload, head.length + 2, 'latin1');
    this.sent += 1;
    return packet;
  }

  acknowledged(count: number): void {
    this.done += count;
    if (this.done !== this.order.messages) return;
    report({ event: 'done', at: Date.now(), startedAt: this.startedAt, messages: this.done });
    process.exit(0);
  }

  private allowed(timeMs: number): number {
    const { messages, perSecond } = this.order;
    if (perSecond === null) return messages;
    return Math.min(messages, ((timeMs - this.startedAt) / 1_000) * perSecond);
  }
}

const main = async (): Promise<void> => {
  const order = JSON.parse(process.argv[2]!) as GeneratorOrder;
  const load = new Load(order);
  const publishers = await Promise.all(
    Array.from({ length: order.connections }, async (_, index) => {
      const identity = { port: order.port, username: order.username, password: '' };
      return new Publisher(
        await openConnection({ ...identity, clientId: `load-${process.pid}-${index}` }),
        load,
      );
    }),
  );
  report({ event: 'ready', at: Date.now() });
  process.stdin.once('data', () => {
    load.start();
    for (const publisher of publishers) publisher.fill();
    if (order.perSecond !== null)
      setInterval(() => publishers.forEach((publisher) => publisher.fill()), PACE_MS);
  });
};

void main();
