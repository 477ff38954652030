import type { Page, SortOrder } from '@unitfleet/contracts';
import type { ListFilter } from './list-filter';

/** From here on the rows before a page are counted by the index of their creation instead of being sorted. */
const DEEP = 1_000;

export interface ListOrder {
  readonly column: string;
  /** Null switches the order off. */
  readonly order: SortOrder | null;
}

interface ListTable {
  readonly table: string;
  readonly alias: string;
  /** Expressions to select. */
  readonly columns: string;
}

/**
 * Statement for a page. A limit of 0 is none; the order ends with the key, so that pages neither repeat nor leave out.
 * Its parameters are those of the filter.
 */
export const pageStatement = (
  { table, alias, columns }: ListTable,
  filter: ListFilter,
  orders: readonly ListOrder[],
  page: Page,
): string => {
  const asked = orders.filter(({ order }) => order !== null);
  const order = [...asked.map((one) => `${alias}.${one.column} ${one.order}`), `${alias}.uuid`].join(', ');
  const limit = page.limit ? ` limit ${filter.parameter(page.limit)}` : '';
  const offset = page.offset ?? 0;
  const [first] = asked;
  if (offset < DEEP || first?.column !== 'create_datetime')
    return `select ${columns} from ${table} ${alias} where ${filter.where} order by ${order}${limit} offset ${filter.parameter(offset)}`;

  const skipped = `${filter.parameter(offset)}::bigint`;
  const [before, from] = first.order === 'desc' ? ['>', '<='] : ['<', '>='];
  return `
    with first as materialized (
      select ${alias}.create_datetime as at from ${table} ${alias} where ${filter.where}
      order by ${alias}.create_datetime ${first.order} offset ${skipped} limit 1),
    passed as materialized (
      select count(*) as rows from ${table} ${alias}
      where ${filter.where} and ${alias}.create_datetime ${before} (select at from first))
    select ${columns} from ${table} ${alias}
    where ${filter.where} and ${alias}.create_datetime ${from} (select at from first)
    order by ${order}${limit} offset ${skipped} - (select rows from passed)`;
};
