import { toUuid, type NodeKey } from '@unitfleet/contracts';
import type { RowOrigin } from '../../domain/telemetry/telemetry-rows';
import type { Batch } from './batch-writer';

interface NewestValue {
  value: string;
  timeMs: number;
  sequence: number;
  index: number;
}

/** Uuids, values, times in ms, and places in the stream: sequences and positions. */
export type ValueColumns = [string[], string[], number[], number[], number[]];

/** The newest value of each node; a node's values come in their order. */
export class ValueBatch implements Batch {
  private readonly values = new Map<NodeKey, NewestValue>();

  private characters = 0;

  get count(): number {
    return this.values.size;
  }

  /** Nodes, or units of 256 characters when that is more. */
  get size(): number {
    return Math.max(this.values.size, this.characters >>> 8);
  }

  set(node: NodeKey, value: string, timeMs: number, { sequence, index }: RowOrigin): void {
    this.characters += value.length;
    const known = this.values.get(node);
    if (!known) {
      this.values.set(node, { value, timeMs, sequence, index });
      return;
    }
    known.value = value;
    known.timeMs = timeMs;
    known.sequence = sequence;
    known.index = index;
  }

  clear(): void {
    this.values.clear();
    this.characters = 0;
  }

  /** One array a column, in the order of the nodes: concurrent writers lock rows in one order. */
  columns(): ValueColumns {
    const entries = [...this.values].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      entries.map(([node]) => toUuid(node)),
      entries.map(([, { value }]) => value),
      entries.map(([, { timeMs }]) => Math.trunc(timeMs)),
      entries.map(([, { sequence }]) => sequence),
      entries.map(([, { index }]) => index),
    ];
  }
}
