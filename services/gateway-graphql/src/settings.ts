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
  /** Stored rows of one answer to who sets no limit, and their bytes as JSON: they are in memory. */
  GRAPHQL_UNPAGED_ROWS: wholeNumber(20_000, { min: 1 }),
  GRAPHQL_UNPAGED_BYTES: wholeNumber(16 * 1024 * 1024, { min: 1 }),
  /** Bytes of the steps of one dry run, which are in memory, too. */
  GRAPHQL_DRY_RUN_BYTES: wholeNumber(16 * 1024 * 1024, { min: 1 }),
});

export type Settings = z.infer<typeof gatewayGraphqlSettings>;

export const SETTINGS = Symbol('Settings');
