import { isUtf8 } from 'node:buffer';
import { PacketError, REASON } from './reason-code';

/** Reads the fields of one packet, strictly; throws `PacketError` on whatever is not what it is asked for. */
export class ByteCursor {
  constructor(
    readonly bytes: Buffer,
    public at: number,
    readonly end: number,
  ) {}

  get left(): number {
    return this.end - this.at;
  }

  byte(): number {
    return this.bytes.readUInt8(this.take(1));
  }

  short(): number {
    return this.bytes.readUInt16BE(this.take(2));
  }

  word(): number {
    return this.bytes.readUInt32BE(this.take(4));
  }

  /** A packet id, which is never 0. */
  packetId(): number {
    const id = this.short();
    if (id === 0) throw new PacketError(REASON.malformedPacket, 'packet id 0');
    return id;
  }

  /** Variable byte integer (MQTT 5, 1.5.5). */
  variable(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new PacketError(REASON.malformedPacket, 'a length of five bytes');
  }

  /** A view: copy what outlives the packet. */
  binary(): Buffer {
    const length = this.short();
    const from = this.take(length);
    return this.bytes.subarray(from, from + length);
  }

  text(): string {
    const bytes = this.binary();
    if (!isUtf8(bytes) || bytes.includes(0))
      throw new PacketError(REASON.malformedPacket, 'text is not UTF-8');
    return bytes.toString('utf8');
  }

  /** The rest as a packet of its own, so that nothing in it reads beyond it. */
  part(length: number): ByteCursor {
    const from = this.take(length);
    return new ByteCursor(this.bytes, from, from + length);
  }

  finish(): void {
    if (this.left > 0) throw new PacketError(REASON.malformedPacket, 'more bytes than the packet has fields');
  }

  private take(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw new PacketError(REASON.malformedPacket, 'the packet ends too early');
    this.at += count;
    return from;
  }
}
