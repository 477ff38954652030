import type { LiveImport } from '@unitfleet/contracts';
import { LRUCache } from 'lru-cache';

const NODES = 1_000;
/** More than a node can have at a time; their names may come and go. */
const PIPELINES = 32;
/** As long as the stream remembers: a new process knows what an old one knew. */
const REMEMBERED_MS = 600_000;

/** What was last heard of each import: nobody else keeps how far one is. */
export class HeardImports {
  private readonly byNode = new LRUCache<string, Map<string | null, LiveImport>>({
    max: NODES,
    ttl: REMEMBERED_MS,
  });

  take(progress: LiveImport): void {
    const byPipeline = this.byNode.get(progress.nodeUuid) ?? new Map<string | null, LiveImport>();
    if (byPipeline.size === PIPELINES && !byPipeline.has(progress.pipeline))
      byPipeline.delete(byPipeline.keys().next().value!);
    this.byNode.set(progress.nodeUuid, byPipeline.set(progress.pipeline, progress));
  }

  of(nodeUuid: string): LiveImport[] {
    return [...(this.byNode.get(nodeUuid)?.values() ?? [])];
  }

  /** Messages were missed: what was heard may be over. */
  forget(): void {
    this.byNode.clear();
  }
}
