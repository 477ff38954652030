import { gql } from '@urql/core';
import type { Cache, UpdateResolver } from '@urql/exchange-graphcache';

type Row = { readonly uuid: string; readonly [field: string]: unknown };
type Told = Record<string, Record<string, readonly Row[]>>;

/** Fields that are objects, and what of them is kept. */
const PARTS: Readonly<Record<string, string>> = {
  unitState: '{ ifconfig millis memFree memAlloc freq statvfs puCommitVersion }',
};

const fragments = new Map<string, ReturnType<typeof gql>>();

const fragmentOf = (type: string, fields: readonly string[]) => {
  const selection = fields.map((field) => `${field} ${PARTS[field] ?? ''}`).join(' ');
  const name = `${type} ${selection}`;
  const known = fragments.get(name) ?? gql(`fragment Told on ${type} { uuid ${selection} }`);
  fragments.set(name, known);
  return known;
};

/** The target of an update is named by changes only; otherwise the Unit's own stays. */
const isTold = (row: Row, field: string): boolean =>
  field !== 'uuid' && field !== '__typename' && !(field === 'targetCommit' && row[field] === null);

/** Copies what a live message says of objects onto the objects themselves. */
const onto =
  (type: string, list: string): UpdateResolver =>
  (result: Told, _arguments, cache: Cache, { fieldName }) => {
    for (const row of result[fieldName]?.[list] ?? []) {
      const fields = Object.keys(row).filter((field) => isTold(row, field));
      cache.writeFragment(fragmentOf(type, fields), { ...row, __typename: type });
    }
  };

/** What the subscriptions of the schema change in the cache. */
export const LIVE_UPDATES: Record<string, UpdateResolver> = {
  unitNodeStates: onto('UnitNodeType', 'unitNodes'),
  unitStates: onto('UnitType', 'units'),
  unitUpdates: onto('UnitType', 'units'),
  repositoryRegistrySyncs: onto('RepositoryRegistryType', 'repositoriesRegistry'),
};
