import type { Message } from './message';

const MAX_PACKET_ID = 65_535;

/** Messages that one client has been sent and not yet acknowledged, by packet id. */
export class UnderWay {
  /** In the order sent, which is the order of redelivery. */
  private readonly messages = new Map<number, Message>();
  /** Ids of those sent as QoS 2. */
  private readonly exactlyOnce = new Set<number>();
  /** QoS 2 ids that the client has confirmed with PUBREC: their PUBREL is under way. */
  private readonly released = new Set<number>();
  private last = 0;

  get size(): number {
    return this.messages.size + this.released.size;
  }

  /** Returns the packet id. */
  add(message: Message, qos: number): number {
    do this.last = (this.last % MAX_PACKET_ID) + 1;
    while (this.messages.has(this.last) || (this.released.size > 0 && this.released.has(this.last)));
    this.messages.set(this.last, message);
    if (qos === 2) this.exactlyOnce.add(this.last);
    return this.last;
  }

  get(packetId: number): Message | undefined {
    return this.messages.get(packetId);
  }

  qos(packetId: number): number {
    return this.exactlyOnce.has(packetId) ? 2 : 1;
  }

  isReleased(packetId: number): boolean {
    return this.released.has(packetId);
  }

  /** False when the id is not under way. */
  delete(packetId: number): boolean {
    const known = this.messages.delete(packetId);
    if (known && this.exactlyOnce.size === 0) return true;
    this.exactlyOnce.delete(packetId);
    return known || this.released.delete(packetId);
  }

  /** From now on only the id is under way. False when it is not, or was not sent as QoS 2. */
  release(packetId: number): boolean {
    if (this.released.has(packetId)) return true;
    if (!this.exactlyOnce.delete(packetId)) return false;
    this.messages.delete(packetId);
    this.released.add(packetId);
    return true;
  }

  /** Those to be sent again: confirmed ones first, for they were sent first. */
  ids(): number[] {
    return [...this.released, ...this.messages.keys()];
  }
}
