/** Bucket and count. */
export type HistogramSnapshot = readonly (readonly [number, number])[];

/** Buckets per doubling: a quantile is at most 2.2 % too high. */
const RESOLUTION = 32;
/** Below this all is the same, in milliseconds. */
const FINEST_MS = 0.01;

/** Times by their order of magnitude; those of many processes can be added. */
export class Histogram {
  private readonly buckets = new Map<number, number>();

  add(ms: number): void {
    const bucket = Math.max(0, Math.ceil(Math.log2(Math.max(ms, FINEST_MS) / FINEST_MS) * RESOLUTION));
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + 1);
  }

  merge(snapshot: HistogramSnapshot): void {
    for (const [bucket, count] of snapshot) this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + count);
  }

  snapshot(): HistogramSnapshot {
    return [...this.buckets];
  }

  get count(): number {
    return [...this.buckets.values()].reduce((sum, count) => sum + count, 0);
  }

  /** In milliseconds; null of nothing. `share` 1 is the longest. */
  quantile(share: number): number | null {
    let left = Math.max(1, Math.ceil(this.count * share));
    for (const [bucket, count] of [...this.buckets].sort(([one], [other]) => one - other)) {
      left -= count;
      if (left <= 0) return FINEST_MS * 2 ** (bucket / RESOLUTION);
    }
    return null;
  }
}
