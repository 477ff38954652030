interface Pending<What> {
  readonly at: number;
  readonly what: What;
}

/** Packets that wait for their acknowledgement; takes no room while there are none. */
export class PendingReplies<What> {
  private packets: Map<number, Pending<What>> | null = null;

  get size(): number {
    return this.packets?.size ?? 0;
  }

  /** When the packet that has waited longest was sent; infinity when none waits. */
  get oldest(): number {
    for (const { at } of this.packets?.values() ?? []) return at;
    return Number.POSITIVE_INFINITY;
  }

  add(packetId: number, at: number, what: What): void {
    this.packets ??= new Map();
    this.packets.set(packetId, { at, what });
  }

  take(packetId: number): Pending<What> | null {
    const pending = this.packets?.get(packetId);
    if (!pending) return null;
    this.packets!.delete(packetId);
    if (this.packets!.size === 0) this.packets = null;
    return pending;
  }

  /** Forgets all of them, and answers what they were. */
  clear(): What[] {
    const lost = [...(this.packets?.values() ?? [])].map(({ what }) => what);
    this.packets = null;
    return lost;
  }
}
