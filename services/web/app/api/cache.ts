import { cacheExchange } from '@urql/exchange-graphcache';
import { ENTITY_TYPES, VALUE_TYPES } from './cache-keys.generated';
import { LIVE_UPDATES } from './live-updates';
import { MUTATION_UPDATES } from './mutation-updates';
import { OPTIMISTIC_ANSWERS } from './optimistic-updates';

type Row = { uuid?: string };

const keys = {
  ...Object.fromEntries(ENTITY_TYPES.map((name) => [name, (row: Row) => row.uuid ?? null])),
  ...Object.fromEntries(VALUE_TYPES.map((name) => [name, () => null])),
};

/** One copy of every object, whichever query or live message brought it: all that shows it changes with it. */
export const normalisedCache = () =>
  cacheExchange({
    keys: keys as never,
    updates: { Subscription: LIVE_UPDATES, Mutation: MUTATION_UPDATES },
    optimistic: OPTIMISTIC_ANSWERS,
  });
