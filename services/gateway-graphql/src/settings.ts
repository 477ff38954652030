import { gatewaySettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';
import { liveSettings } from './api/live/live-settings';

export const gatewayGraphqlSettings = z.object({
  ...gatewaySettings.shape,
  ...liveSettings.shape,
  /** Largest request without files, in bytes: a stored state has up to a million characters, however they are written. */
  GRAPHQL_BODY_LIMIT: wholeNumber(8 * 1024 * 1024, { min: 1024 }),
  /** Words, names and punctuation of a query. */
  GRAPHQL_MAX_TOKENS: wholeNumber(2_000, { min: 1 }),
  /** Levels of fields below each other, introspection aside. */
  GRAPHQL_MAX_DEPTH: wholeNumber(10, { min: 1 }),
  /** Fields that a query renames; one that asks for the schema renames none. */
  GRAPHQL_MAX_ALIASES: wholeNumber(30),
  /** Values that the answer may have, as estimated from the `limit`s of its lists. */
  GRAPHQL_MAX_COST: wholeNumber(250_000, { min: 1 }),
});

export type Settings = z.infer<typeof gatewayGraphqlSettings>;

export const SETTINGS = Symbol('Settings');
