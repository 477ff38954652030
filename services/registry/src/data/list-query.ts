import type { Page, SortOrder } from '@unitfleet/contracts';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

const asPattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Every word must be part of one of the fields, whatever its case (`docs/protocol/rest-graphql.md 2`). */
export const addSearch = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  fields: readonly string[],
  text: string | null | undefined,
): void => {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '');
  words.forEach((word, index) => {
    const name = `word${index}`;
    const matches = fields.map((field) => `${field} ilike :${name}`).join(' or ');
    query.andWhere(`(${matches})`, { [name]: asPattern(word) });
  });
};

/** An empty list filters nothing. */
export const addAnyOf = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  field: string,
  uuids: readonly string[],
): void => {
  const name = field.replace('.', '_');
  if (uuids.length > 0) query.andWhere(`${field} = any(:${name})`, { [name]: uuids });
};

/** Null and an empty list match nothing; a list of all values needs no condition. */
export const addEnum = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  field: string,
  all: readonly string[],
  wanted: readonly string[] | null,
): void => {
  if (all.every((value) => wanted?.includes(value))) return;
  const name = field.replace('.', '_');
  query.andWhere(`${field} = any(:${name})`, { [name]: wanted ?? [] });
};

/** Sorts by the fields that have an order, in their sequence, and by `uuid` last, which runs as the one before it: so an index serves both ways. */
export const addOrder = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  fields: Readonly<Record<string, SortOrder | null>>,
): void => {
  let direction: 'ASC' | 'DESC' = 'ASC';
  for (const [field, order] of Object.entries(fields)) {
    if (!order) continue;
    direction = order === 'asc' ? 'ASC' : 'DESC';
    query.addOrderBy(field, direction);
  }
  query.addOrderBy(`${query.alias}.uuid`, direction);
};

/**
 * The rows of a page, and how many there are before paging. No limit, or 0: everything. Rows are counted by a statement
 * of their own only when the page does not show the end of the list.
 */
export const listPage = async <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  page: Page,
): Promise<[T[], number]> => {
  const offset = page.offset ?? 0;
  if (page.limit) query.limit(page.limit);
  if (offset) query.offset(offset);
  const rows = await query.getMany();
  const isEnd = !page.limit || rows.length < page.limit;
  if (isEnd && (rows.length > 0 || offset === 0)) return [rows, offset + rows.length];
  return [rows, await query.getCount()];
};
