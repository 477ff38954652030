import { Injectable } from '@nestjs/common';
import { prepared, Reads } from '@unitfleet/persistence';
import type { ListFilter } from './list-filter';

interface Known {
  readonly version: string;
  readonly count: number;
}

const MOST_KNOWN = 2_000;
/** Filters by many keys are not asked for again, and select few rows. */
const LONGEST_KEY = 2_000;
/** So many single changes are cheaper to add up than to unite. */
const MOST_PIECES = 200;

/** A reader sees the single changes or their sum, and never both. */
const UNITE = prepared(`
  with united as (delete from list_changes returning source, changes)
  insert into list_changes (source, changes) select source, sum(changes) from united group by source`);

/**
 * How many rows lists have, exactly. A number is used again for as long as nobody has changed what it depends on: it
 * was read together with the number of changes, in one snapshot, and of these no later snapshot sees fewer.
 */
@Injectable()
export class ListCounts {
  private readonly known = new Map<string, Known>();

  constructor(private readonly reads: Reads) {}

  /** @param version what `filter.version` was when the page was read; null when the page had no row to say it. */
  async of(filter: ListFilter, version: string | null): Promise<number> {
    const { text, values } = filter.counting;
    const key = `${text}\n${JSON.stringify(values)}`;
    const known = this.known.get(key);
    if (filter.isCounted && known?.version === version) return known.count;
    const [row] = await this.reads.rows<Known & { pieces: number }>(text, values);
    const { count, pieces } = row!;
    if (filter.isCounted && key.length <= LONGEST_KEY) this.keep(key, { version: row!.version, count });
    if (pieces > MOST_PIECES) await this.reads.rows(UNITE, []);
    return count;
  }

  private keep(key: string, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
    if (this.known.size > MOST_KNOWN) this.known.delete(this.known.keys().next().value!);
  }
}
