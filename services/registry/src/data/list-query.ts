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

/** Sorts by the fields that have an order, in their sequence, and by `uuid` last. */
export const addOrder = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  fields: Readonly<Record<string, SortOrder | null>>,
): void => {
  for (const [field, order] of Object.entries(fields))
    if (order) query.addOrderBy(field, order === 'asc' ? 'ASC' : 'DESC');
  query.addOrderBy(`${query.alias}.uuid`, 'ASC');
};

/** No limit, or 0: everything. */
export const addPage = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, page: Page): void => {
  if (page.limit) query.limit(page.limit);
  if (page.offset) query.offset(page.offset);
};
