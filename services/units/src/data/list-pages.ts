import { Injectable } from '@nestjs/common';
import type { Page } from '@unitfleet/contracts';
import { Reads } from '@unitfleet/persistence';
import { ListCounts } from './list-counts';
import type { ListFilter } from './list-filter';
import { pageStatement, type ListOrder, type ListTable } from './list-page';

/** Reads a page, and how many rows there are: two statements at most, one when the number is known. */
@Injectable()
export class ListPages {
  constructor(
    private readonly reads: Reads,
    private readonly counts: ListCounts,
  ) {}

  async read<Row extends object>(
    { columns, ...table }: ListTable,
    filter: ListFilter,
    orders: readonly ListOrder[],
    page: Page,
  ): Promise<{ count: number; rows: Row[] }> {
    const listed = { ...table, columns: `${columns}, ${filter.version} as "listVersion"` };
    const statement = pageStatement(listed, filter, orders, page);
    const rows = await this.reads.rows<Row & { listVersion: string }>(statement, filter.parameters);
    const offset = page.offset ?? 0;
    const isEnd = !page.limit || rows.length < page.limit;
    if (isEnd && (rows.length > 0 || offset === 0)) return { count: offset + rows.length, rows };
    return { count: await this.counts.of(filter, rows[0]?.listVersion ?? null), rows };
  }
}
