/** What a reader reports, in the order of the bytes. */
export interface PacketEvents {
  /** `packetId` is 0 for QoS 0; `payload` is a view that is valid during the call alone. */
  onPublish(topic: string, payload: Buffer, packetId: number, isRepeated: boolean): void;
  /** `hasSession`: the broker goes on with what it knows of this client (MQTT 3.1.1, 3.2.2.2). */
  onConnack(returnCode: number, hasSession: boolean): void;
  /** A code per filter, 0x80 for a refused one (MQTT 3.1.1, 3.9.3). */
  onSuback(codes: Buffer): void;
}

const CONNACK = 2;
const PUBLISH = 3;
const SUBACK = 9;
const MAX_LENGTH_BYTES = 4;
const NOTHING = Buffer.alloc(0);

/**
 * Takes the packets of MQTT 3.1.1 that a subscriber at QoS 1 receives out of a stream of bytes. General parsers build
 * an object for each packet; here that would cost as much as all the rest of a message's way.
 */
export class PacketReader {
  private rest: Buffer = NOTHING;

  constructor(private readonly events: PacketEvents) {}

  /**
   * Keeps nothing of `bytes`.
   *
   * @throws Error on bytes that are not MQTT; the connection cannot be used any more then.
   */
  read(bytes: Buffer): void {
    const buffer = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    let start = 0;
    for (;;) {
      const end = this.readPacket(buffer, start);
      if (end === start) break;
      start = end;
    }
    this.rest = start < buffer.length ? Buffer.from(buffer.subarray(start)) : NOTHING;
  }

  /** Answers where the packet ends, or its start while it is not complete. */
  private readPacket(buffer: Buffer, start: number): number {
    let length = 0;
    let at = start + 1;
    for (let shift = 0; ; shift += 7) {
      if (at >= buffer.length) return start;
      if (at - start > MAX_LENGTH_BYTES) throw new Error('the broker sent a packet of impossible length');
      const byte = buffer[at++]!;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const end = at + length;
    if (end > buffer.length) return start;
    this.take(buffer[start]!, buffer, at, end);
    return end;
  }

  private take(head: number, buffer: Buffer, at: number, end: number): void {
    const type = head >> 4;
    if (type === PUBLISH) this.publish(head, buffer, at, end);
    else if (type === CONNACK)
      this.events.onConnack(buffer.readUInt8(at + 1), (buffer.readUInt8(at) & 1) === 1);
    else if (type === SUBACK) this.events.onSuback(buffer.subarray(at + 2, end));
  }

  private publish(head: number, buffer: Buffer, start: number, end: number): void {
    const topicEnd = start + 2 + buffer.readUInt16BE(start);
    const hasId = (head & 0x06) !== 0;
    const payloadStart = hasId ? topicEnd + 2 : topicEnd;
    if (payloadStart > end) throw new Error('the broker sent a message that is cut off');
    // No topic of the protocol has other than ASCII characters: one that has is nobody's, however it is read.
    const topic = buffer.toString('latin1', start + 2, topicEnd);
    const packetId = hasId ? buffer.readUInt16BE(topicEnd) : 0;
    this.events.onPublish(topic, buffer.subarray(payloadStart, end), packetId, (head & 0x08) !== 0);
  }
}
