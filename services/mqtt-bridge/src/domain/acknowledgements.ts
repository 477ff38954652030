/** A place in the order of receipt; it is settled once, when its message is stored. */
export type Receipt = number;

/** Of a message that the broker does not want acknowledged. */
export const NO_RECEIPT: Receipt = -1;

const RING = 1 << 17;
const MASK = RING - 1;
/** A broker repeats what it has in flight at once when the connection is back. */
const REPETITION_MS = 60_000;
const PUBACK_BYTES = 4;
/** Packet type 4, remaining length 2 (MQTT 3.1.1, 3.4). */
const PUBACK_HEAD = 0x4002;

/**
 * Puts PUBACKs into the order in which the messages came, as MQTT asks for, although they are stored out of order.
 * A receipt of an earlier connection settles to nothing: the broker sends those messages again.
 */
export class Acknowledgements {
  private readonly packetIds = new Uint16Array(RING);
  private readonly settled = new Uint8Array(RING);
  private readonly times = new Float64Array(RING);
  private head = 0;
  private tail = 0;
  private carried = 0;
  private carriedUntil = 0;

  /** Messages received and not yet acknowledged. */
  get pending(): number {
    return this.tail - this.head;
  }

  /** The broker has PUBACKs of everything that came before this time, in the caller's milliseconds. */
  owedSince(nowMs: number): number {
    const oldest = this.pending > 0 ? this.times[this.head & MASK]! : nowMs;
    return nowMs < this.carriedUntil ? Math.min(this.carried, oldest) : oldest;
  }

  /** @throws when the broker exceeds any window that it could have been granted. */
  receive(packetId: number, timeMs: number): Receipt {
    if (this.pending === RING)
      throw new Error('the broker has more messages in flight than there are packet ids');
    const receipt = this.tail;
    const at = receipt & MASK;
    this.packetIds[at] = packetId;
    this.times[at] = timeMs;
    this.settled[at] = 0;
    this.tail += 1;
    return receipt;
  }

  settle(receipt: Receipt): void {
    if (receipt >= this.head) this.settled[receipt & MASK] = 1;
  }

  /** PUBACK packets of everything settled so far without a gap, as one buffer; null when there are none. */
  take(): Buffer | null {
    const start = this.head;
    while (this.head < this.tail && this.settled[this.head & MASK]) this.head += 1;
    if (this.head === start) return null;
    const packets = Buffer.allocUnsafe((this.head - start) * PUBACK_BYTES);
    for (let receipt = start, at = 0; receipt < this.head; receipt += 1) {
      at = packets.writeUInt16BE(PUBACK_HEAD, at);
      at = packets.writeUInt16BE(this.packetIds[receipt & MASK]!, at);
    }
    return packets;
  }

  /** Forgets what the lost connection had in flight; the broker is given a while to repeat it. */
  reset(nowMs: number): void {
    this.carried = this.owedSince(nowMs);
    this.carriedUntil = nowMs + REPETITION_MS;
    this.head = this.tail;
  }
}
