/** What a device hears, in the order of the bytes. */
export interface PacketListener {
  onConnack(code: number): void;
  /** The code of the only filter; 0x80 for a refusal. */
  onSuback(packetId: number, code: number): void;
  onPuback(packetId: number): void;
  /** `packetId` is 0 for QoS 0; `payload` is good during the call alone. */
  onPublish(topic: string, payload: Buffer, packetId: number): void;
  onPingresp(): void;
}

const CONNACK = 2;
const PUBLISH = 3;
const PUBACK = 4;
const SUBACK = 9;
const PINGRESP = 13;
const LENGTH_BYTES = 4;
const QOS_BITS = 0x06;

/**
 * Takes what a broker sends out of a stream of bytes. A general parser for each connection would hold more memory than
 * all the rest of a device; this one keeps what is cut off at the end of a read, and nothing else.
 */
export class PacketReader {
  private rest: Buffer | null = null;

  constructor(private readonly listener: PacketListener) {}

  /** Keeps nothing of `bytes`. @throws Error on what is not MQTT 3.1.1 */
  read(bytes: Buffer): void {
    const data = this.rest ? Buffer.concat([this.rest, bytes]) : bytes;
    let start = 0;
    while (start < data.length) {
      const end = this.packetAt(data, start);
      if (end === null) break;
      start = end;
    }
    this.rest = start < data.length ? Buffer.from(data.subarray(start)) : null;
  }

  /** Where the packet ends; null while it is not complete. */
  private packetAt(data: Buffer, start: number): number | null {
    let length = 0;
    for (let index = 1; index <= LENGTH_BYTES; index += 1) {
      const byte = data[start + index];
      if (byte === undefined) return null;
      length += (byte & 0x7f) << (7 * (index - 1));
      if (byte < 0x80) {
        const body = start + index + 1;
        if (body + length > data.length) return null;
        this.take(data[start]!, data.subarray(body, body + length));
        return body + length;
      }
    }
    throw new Error('the broker sent a packet of impossible length');
  }

  private take(head: number, body: Buffer): void {
    switch (head >> 4) {
      case CONNACK:
        return this.listener.onConnack(body.readUInt8(1));
      case SUBACK:
        return this.listener.onSuback(body.readUInt16BE(0), body.readUInt8(2));
      case PUBACK:
        return this.listener.onPuback(body.readUInt16BE(0));
      case PINGRESP:
        return this.listener.onPingresp();
      case PUBLISH:
        return this.publish((head & QOS_BITS) !== 0, body);
    }
  }

  private publish(hasId: boolean, body: Buffer): void {
    const topicEnd = 2 + body.readUInt16BE(0);
    const payload = body.subarray(hasId ? topicEnd + 2 : topicEnd);
    const packetId = hasId ? body.readUInt16BE(topicEnd) : 0;
    this.listener.onPublish(body.toString('utf8', 2, topicEnd), payload, packetId);
  }
}
