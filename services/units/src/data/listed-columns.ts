import type { DataSource, EntityTarget } from 'typeorm';

/** Columns of an entity under the names of its properties: all of them, or those that are named. */
export const listedColumns = <Entity extends object>(
  source: DataSource,
  entity: EntityTarget<Entity>,
  alias: string,
  properties?: readonly (keyof Entity & string)[],
): string =>
  source
    .getMetadata(entity)
    .columns.filter(({ propertyName }) => properties?.includes(propertyName as never) ?? true)
    .map(({ databaseName, propertyName }) => `${alias}.${databaseName} as "${propertyName}"`)
    .join(', ');
