import { toNodeKey, type NodeKey } from '@unitfleet/contracts';

/** Others are not told of; whoever watches them asks now and then. */
const MOST = 100_000;

/** Nodes that somebody watches. Times are of a clock that only goes on, in milliseconds. */
export class WatchedNodes {
  private readonly until = new Map<NodeKey, number>();
  private nextLookAt = -Infinity;

  /** @param keptMs how long a node is watched after it was last named. */
  constructor(private readonly keptMs: number) {}

  /** On the hot path: nearly nothing while nobody watches. */
  has(node: NodeKey): boolean {
    return this.until.size > 0 && this.until.has(node);
  }

  /** @returns those that were not watched before. */
  name(uuids: readonly string[], nowMs: number): NodeKey[] {
    this.forget(nowMs);
    const added: NodeKey[] = [];
    for (const uuid of uuids) {
      const node = toNodeKey(uuid);
      if (!this.until.has(node)) {
        if (this.until.size >= MOST) continue;
        added.push(node);
      }
      this.until.set(node, nowMs + this.keptMs);
    }
    return added;
  }

  /** Call it now and then: drops those that were not named for long. */
  forget(nowMs: number): void {
    if (nowMs < this.nextLookAt) return;
    this.nextLookAt = nowMs + this.keptMs / 2;
    for (const [node, untilMs] of this.until) if (untilMs < nowMs) this.until.delete(node);
  }
}
