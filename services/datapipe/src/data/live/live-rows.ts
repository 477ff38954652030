import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { liveRows, PARTITIONS, partitionOf, toUuid, type NodeKey } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';
import { RowInterest } from './row-interest';

/** Between two words about a node. */
const QUIET_MS = 1_000;
const MESSAGE_NODES = 2_000;

/** Tells those who watch nodes that rows were stored: at once, and then once a second while more come. */
@Injectable()
export class LiveRows implements BeforeApplicationShutdown {
  private readonly waiting = new Set<NodeKey>();
  private timer: NodeJS.Timeout | null = null;
  private toldAt = -Infinity;

  constructor(
    private readonly live: LivePublisher,
    private readonly interest: RowInterest,
  ) {}

  /** Call it when the rows are stored. */
  stored(nodes: ReadonlySet<NodeKey>): void {
    this.interest.forgetOld();
    if (nodes.size === 0) return;
    for (const node of nodes) this.waiting.add(node);
    if (this.timer) return;
    this.timer = setTimeout(() => this.tell(), Math.max(0, this.toldAt + QUIET_MS - performance.now()));
    // What is stored while the process ends is no reason to stay.
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private tell(): void {
    this.timer = null;
    this.toldAt = performance.now();
    const gathered = Array.from({ length: PARTITIONS }, (): string[] => []);
    for (const node of this.waiting) {
      const uuid = toUuid(node);
      gathered[partitionOf(uuid)]!.push(uuid);
    }
    this.waiting.clear();
    for (const [partition, nodeUuids] of gathered.entries())
      for (let start = 0; start < nodeUuids.length; start += MESSAGE_NODES)
        this.live.publish(liveRows, partition, { nodeUuids: nodeUuids.slice(start, start + MESSAGE_NODES) });
  }
}
