import type { Message } from './message';
import type { Transport } from './transport';
import { writeVariable } from './variable-integer';

const SMALLEST = 1024;
const LARGEST = 64 * 1024;
/** Unsent bytes from which messages rather wait in the session's bounded queue. */
const BLOCKED_ABOVE = 1024 * 1024;

/** Writers with something to send; all are flushed once per turn of the event loop, one write per socket. */
export class FlushRound {
  private writers: SocketWriter[] = [];
  private scheduled = false;

  add(writer: SocketWriter): void {
    this.writers.push(writer);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.run());
  }

  private run(): void {
    const writers = this.writers;
    this.writers = [];
    this.scheduled = false;
    for (const writer of writers) writer.flush();
  }
}

/** Collects small packets of one socket into one write. */
export class SocketWriter {
  private buffer: Buffer | null = null;
  private used = 0;
  private waiting = false;
  private closed = false;
  private wasBlocked = false;
  private handedOver = 0;
  private taken = 0;
  private movedAt = 0;

  constructor(
    private readonly socket: Transport,
    private readonly round: FlushRound,
    /** The socket has room again after `blocked` was true. */
    private readonly onRoom: () => void,
  ) {
    socket.on('drain', () => this.signalRoom());
  }

  get unsent(): number {
    return this.used + this.socket.writableLength;
  }

  get blocked(): boolean {
    if (this.unsent <= BLOCKED_ABOVE) return false;
    this.wasBlocked = true;
    return true;
  }

  /** For how long the other end has taken nothing of what waits for it. To be asked regularly. */
  stuckSeconds(now: number): number {
    const waiting = this.socket.writableLength;
    const taken = this.handedOver - waiting;
    if (waiting === 0 || taken !== this.taken || this.movedAt === 0) {
      this.taken = taken;
      this.movedAt = now;
    }
    return (now - this.movedAt) / 1000;
  }

  raw(packet: Buffer): void {
    const at = this.reserve(packet.length);
    if (at >= 0) this.buffer?.set(packet, at);
  }

  /** A four-byte answer: PUBACK, PUBREC, PUBREL, PUBCOMP. */
  answer(first: number, packetId: number): void {
    const at = this.reserve(4);
    const { buffer } = this;
    if (at < 0 || !buffer) return;
    buffer[at] = first;
    buffer[at + 1] = 2;
    buffer[at + 2] = packetId >> 8;
    buffer[at + 3] = packetId & 0xff;
  }

  /** The same with an MQTT 5 reason behind the packet id. */
  answerWith(first: number, packetId: number, code: number): void {
    this.raw(Buffer.from([first, 3, packetId >> 8, packetId & 0xff, code]));
  }

  publish(message: Message, qos: number, packetId: number, dup: boolean): void {
    const { topicField, payload } = message;
    const length = topicField.length + payload.length + (qos > 0 ? 2 : 0);
    const lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4;
    let at = this.reserve(1 + lengthBytes + length);
    const { buffer } = this;
    if (at < 0 || !buffer) return;
    buffer[at++] = 0x30 | (dup ? 8 : 0) | (qos << 1);
    let rest = length;
    for (let i = 1; i < lengthBytes; i++, rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80;
    buffer[at++] = rest;
    buffer.set(topicField, at);
    at += topicField.length;
    if (qos > 0) {
      buffer[at++] = packetId >> 8;
      buffer[at++] = packetId & 0xff;
    }
    buffer.set(payload, at);
  }

  /** A PUBLISH of MQTT 5; `properties` has its own length in front. */
  publishWith(
    topicField: Buffer,
    properties: Buffer,
    payload: Buffer,
    qos: number,
    packetId: number,
    dup: boolean,
  ): void {
    const header = topicField.length + (qos > 0 ? 2 : 0);
    const head = Buffer.allocUnsafe(5 + header);
    head[0] = 0x30 | (dup ? 8 : 0) | (qos << 1);
    let at = writeVariable(head, header + properties.length + payload.length, 1);
    at += topicField.copy(head, at);
    if (qos > 0) at = head.writeUInt16BE(packetId, at);
    const start = this.reserve(at + properties.length + payload.length);
    const { buffer } = this;
    if (start < 0 || !buffer) return;
    buffer.set(head.subarray(0, at), start);
    buffer.set(properties, start + at);
    buffer.set(payload, start + at + properties.length);
  }

  flush(): void {
    this.waiting = false;
    this.handOver();
    if (!this.closed) this.signalRoom();
  }

  /** What is collected goes out, nothing after it. */
  close(): void {
    if (this.closed) return;
    this.handOver();
    this.closed = true;
  }

  private signalRoom(): void {
    if (!this.wasBlocked || this.unsent > BLOCKED_ABOVE) return;
    this.wasBlocked = false;
    this.onRoom();
  }

  /** Makes room and returns where to write, or -1 when the socket is closed. */
  private reserve(length: number): number {
    if (this.closed) return -1;
    const needed = this.used + length;
    if (!this.buffer) this.buffer = Buffer.allocUnsafeSlow(Math.max(SMALLEST, length));
    else if (needed > this.buffer.length) this.enlarge(needed, length);
    if (!this.waiting) {
      this.waiting = true;
      this.round.add(this);
    }
    const at = this.used;
    this.used += length;
    return at;
  }

  private enlarge(needed: number, length: number): void {
    if (needed <= LARGEST && this.buffer) {
      const larger = Buffer.allocUnsafeSlow(Math.min(LARGEST, Math.max(needed, this.buffer.length * 2)));
      larger.set(this.buffer.subarray(0, this.used));
      this.buffer = larger;
      return;
    }
    this.handOver();
    if (!this.buffer || this.buffer.length < length) {
      this.buffer = Buffer.allocUnsafeSlow(Math.max(LARGEST, length));
    }
  }

  /** A well-filled buffer is given away; from a nearly empty one the bytes are copied and it is used again. */
  private handOver(): void {
    const { buffer, used } = this;
    this.used = 0;
    if (!buffer || used === 0 || this.closed || this.socket.destroyed) return;
    this.handedOver += used;
    if (used * 2 >= buffer.length) {
      this.buffer = buffer.length >= LARGEST ? Buffer.allocUnsafeSlow(LARGEST) : null;
      this.socket.write(buffer.subarray(0, used));
    } else {
      this.socket.write(Buffer.from(buffer.subarray(0, used)));
    }
  }
}
