import type { Page, SortOrder } from '@unitfleet/contracts';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { GrantedResource } from './permission.entity';
import type { ListScope } from './sight';

/** A text to look for anywhere, with what `like` would take for wildcards made plain. */
const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Narrows a list to what the agent may see. The alias must have `visibility_level` and `uuid`. */
export const whereVisible = <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  resource: GrantedResource,
  scope: ListScope,
): void => {
  const { alias } = query;
  query.andWhere(
    `(${alias}.visibility_level = any(:levels) or (${alias}.visibility_level = any(:grantedLevels) and exists (
       select 1 from permissions held where held.agent_uuid = :holder
       and held.resource_type = :resource and held.resource_uuid = ${alias}.uuid)))`,
    { levels: scope.levels, grantedLevels: scope.grantedLevels, holder: scope.holder, resource },
  );
};

/** Looks for a text in a column, whatever its case; no text is no condition. */
export const whereContains = <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: string,
  text: string | null | undefined,
): void => {
  if (text) query.andWhere(`${query.alias}.${column} ilike :text`, { text: anywhere(text) });
};

/** Adds an order unless it is switched off by null. */
export const orderBy = <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  property: string,
  order: SortOrder | null,
): void => {
  if (order) query.addOrderBy(`${query.alias}.${property}`, order === 'asc' ? 'ASC' : 'DESC');
};

/** A limit of 0 is none. The order ends with the key, so that pages neither repeat nor leave out. */
export const page = <Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, request: Page): void => {
  query.addOrderBy(`${query.alias}.uuid`, 'ASC').offset(request.offset ?? 0);
  if (request.limit) query.limit(request.limit);
};
