import { Injectable } from '@nestjs/common';
import type { Page } from '@unitfleet/contracts';
import { prepared, Reads, type PreparedStatement } from '@unitfleet/persistence';
import { ListCounts } from './list-counts';
import type { ListFilter } from './list-filter';
import { pageStatement, type ListOrder, type ListTable } from './list-page';

/** Each connection keeps the plans of so many statements. */
const MOST_STATEMENTS = 200;

/** Reads a page, and how many rows there are: two statements at most, one when the number is known. */
@Injectable()
export class ListPages {
  private readonly statements = new Map<string, PreparedStatement>();

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
    const text = pageStatement(listed, filter, orders, page);
    const offset = page.offset ?? 0;
    const statement = filter.isSteady && offset === 0 ? this.statementOf(text) : text;
    const rows = await this.reads.rows<Row & { listVersion: string }>(statement, filter.parameters);
    const isEnd = !page.limit || rows.length < page.limit;
    if (isEnd && (rows.length > 0 || offset === 0)) return { count: offset + rows.length, rows };
    return { count: await this.counts.of(filter, rows[0]?.listVersion ?? null), rows };
  }

  /** First pages differ in a few filters and sizes: each of them is planned once, up to a number. */
  private statementOf(text: string): PreparedStatement | string {
    const known = this.statements.get(text);
    if (known || this.statements.size >= MOST_STATEMENTS) return known ?? text;
    const statement = prepared(text);
    this.statements.set(text, statement);
    return statement;
  }
}
