const PACKET_IDS = 1 << 16;

/**
 * More than a broker has in flight to one client, less than half of all packet ids: within it an id means one message.
 */
export const REPETITION_WINDOW = 32_000;

/**
 * Remembers which deliveries of the broker are stored, in order to recognise those that it repeats because the PUBACK
 * did not reach it. A repetition carries the DUP flag, the packet id and the same content (digest).
 */
export class StoredMessages {
  private readonly digests = new Uint32Array(PACKET_IDS);
  private readonly ordinals = new Float64Array(PACKET_IDS).fill(Number.NEGATIVE_INFINITY);
  private count = 0;

  add(packetId: number, digest: number): void {
    this.count += 1;
    this.digests[packetId] = digest;
    this.ordinals[packetId] = this.count;
  }

  /** The broker begins to number anew: an id of before means another message from now on. */
  clear(): void {
    this.ordinals.fill(Number.NEGATIVE_INFINITY);
  }

  /** To be asked for deliveries with the DUP flag alone. */
  has(packetId: number, digest: number): boolean {
    const isRecent = this.count - this.ordinals[packetId]! < REPETITION_WINDOW;
    return isRecent && this.digests[packetId] === digest >>> 0;
  }
}
