/** A place in the order of receipt; it is settled once, when its message is stored. */
export type Receipt = number;

const RING = 1 << 17;

/**
 * Puts PUBACKs into the order in which the messages came, as MQTT asks for, although they are stored out of order.
 * A receipt of an earlier connection settles to nothing: the broker sends those messages again.
 */
export class Acknowledgements {
  private readonly packetIds = new Uint16Array(RING);
  private readonly settled = new Uint8Array(RING);
  private head = 0;
  private tail = 0;

  /** Messages received and not yet acknowledged. */
  get pending(): number {
    return this.tail - this.head;
  }

  /** @throws when the broker exceeds any window that it could have been granted. */
  receive(packetId: number): Receipt {
    if (this.pending === RING)
      throw new Error('the broker has more messages in flight than there are packet ids');
    const receipt = this.tail;
    this.packetIds[receipt % RING] = packetId;
    this.settled[receipt % RING] = 0;
    this.tail += 1;
    return receipt;
  }

  settle(receipt: Receipt): void {
    if (receipt >= this.head) this.settled[receipt % RING] = 1;
  }

  /** PUBACK packets of everything settled so far without a gap, as one buffer; null when there are none. */
  take(): Buffer | null {
    const start = this.head;
    while (this.head < this.tail && this.settled[this.head % RING]) this.head += 1;
    if (this.head === start) return null;
    const packets = Buffer.allocUnsafe((this.head - start) * PUBACK_BYTES);
    for (let receipt = start, at = 0; receipt < this.head; receipt += 1) {
      at = packets.writeUInt16BE(PUBACK_HEAD, at);
      at = packets.writeUInt16BE(this.packetIds[receipt % RING]!, at);
    }
    return packets;
  }

  /** Forgets what the lost connection had in flight. */
  reset(): void {
    this.head = this.tail;
  }
}

const PUBACK_BYTES = 4;
/** Packet type 4, remaining length 2 (MQTT 3.1.1, 3.4). */
const PUBACK_HEAD = 0x4002;
