import type { Page, SortOrder } from '@unitfleet/contracts';
import type { ListFilter } from './list-filter';

/**
 * From here on the rows before a page are passed over in the index of their creation instead of being sorted; only of
 * those that were made in the same moment as its first row some may come before it.
 */
const DEEP = 1_000;

export interface ListOrder {
  readonly column: string;
  /** Null switches the order off. */
  readonly order: SortOrder | null;
}

export interface ListTable {
  readonly table: string;
  readonly alias: string;
  /** Expressions to select. */
  readonly columns: string;
  /** Left joins of at most one row each, for columns alone. */
  readonly joins?: string;
}

/**
 * Statement for a page. A limit of 0 is none; the order ends with the key, so that pages neither repeat nor leave out.
 * Its parameters are those of the filter.
 */
export const pageStatement = (
  { table, alias, columns, joins = '' }: ListTable,
  filter: ListFilter,
  orders: readonly ListOrder[],
  page: Page,
): string => {
  const asked = orders.filter(({ order }) => order !== null);
  const order = [...asked.map((one) => `${alias}.${one.column} ${one.order}`), `${alias}.uuid`].join(', ');
  // Written out, as a plan for any number of rows would be one for many.
  const limit = page.limit ? ` limit ${page.limit}` : '';
  const offset = page.offset ?? 0;
  const [first] = asked;
  const behind = offset > 0 ? ` offset ${filter.parameter(offset)}` : '';
  if (offset < DEEP || first?.column !== 'create_datetime')
    return `select ${columns} from ${table} ${alias} ${joins} where ${filter.where} order by ${order}${limit}${behind}`;

  const [uuidOrder, before, from] = first.order === 'desc' ? ['asc', '<', '<='] : ['desc', '>', '>='];
  return `
    with first as materialized (
      select ${alias}.create_datetime as at, ${alias}.uuid from ${table} ${alias} where ${filter.where}
      order by ${alias}.create_datetime ${first.order}, ${alias}.uuid ${uuidOrder}
     ${behind} limit 1),
    passed as materialized (
      select count(*) as rows from ${table} ${alias} where ${filter.where}
      and ${alias}.create_datetime = (select at from first)
      and ${alias}.uuid ${before} (select uuid from first))
    select ${columns} from ${table} ${alias} ${joins}
    where ${filter.where} and ${alias}.create_datetime ${from} (select at from first)
    order by ${order}${limit} offset (select rows from passed)`;
};
