import {
  databaseSettings,
  encryptionSettings,
  processSettings,
  tokenSettings,
  wholeNumber,
} from '@unitfleet/config';
import { NAME_SYMBOLS, PASSWORD_SYMBOLS } from '@unitfleet/security';
import { z } from 'zod';

const MONTH_SECONDS = 2_678_400;

/** Settings of `registry` (`docs/protocol/rest-graphql.md 9`). */
export const registrySettings = processSettings.extend({
  ...databaseSettings.shape,
  ...tokenSettings.shape,
  ...encryptionSettings.shape,
  /** Life of a User's token, seconds. */
  PU_AUTH_TOKEN_EXPIRATION: wholeNumber(MONTH_SECONDS, { min: 60 }),
  /** Text that passwords of imported users were salted with. */
  PU_STATIC_SALT: z.string().default(''),
  /** Seconds in which a synchronisation under way is not asked for again. */
  PU_MIN_INTERVAL_SYNC_REPOSITORY: wholeNumber(10),
  PU_AVAILABLE_NAME_ENTITY_SYMBOLS: z.string().default(NAME_SYMBOLS),
  PU_AVAILABLE_PASSWORD_SYMBOLS: z.string().default(PASSWORD_SYMBOLS),
});

export type RegistrySettings = z.infer<typeof registrySettings>;

/** Injection token of the settings. */
export const REGISTRY_SETTINGS = Symbol('RegistrySettings');
