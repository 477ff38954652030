import {
  databaseSettings,
  encryptionSettings,
  flag,
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
  /** Seconds over which the hourly synchronisations are spread; 0 has them all at once. */
  REGISTRY_SYNC_SPREAD: wholeNumber(600, { max: 1_500 }),
  PU_AVAILABLE_NAME_ENTITY_SYMBOLS: z.string().default(NAME_SYMBOLS),
  PU_AVAILABLE_PASSWORD_SYMBOLS: z.string().default(PASSWORD_SYMBOLS),
  // What an instance does not run, it does not announce: the bot is opted into.
  PU_FF_TELEGRAM_BOT_ENABLE: flag(false),
  /** Address of the bot's chat, without a query. */
  PU_TELEGRAM_BOT_LINK: z.string().default(''),
  /** Failed logins within a window on one account from one address; 0 switches a limit off, as below. */
  LOGIN_LIMIT_ACCOUNT_ADDRESS: wholeNumber(10),
  /** The same on one account from anywhere; places where the account has an open session are exempt. */
  LOGIN_LIMIT_ACCOUNT: wholeNumber(100),
  /** The same on all accounts from one address, that is an IPv4 address or a /64 network. */
  LOGIN_LIMIT_ADDRESS: wholeNumber(100),
  /** Length of that window, in seconds. */
  LOGIN_LIMIT_WINDOW_S: wholeNumber(300, { min: 1, max: 86_400 }),
});

export type RegistrySettings = z.infer<typeof registrySettings>;

/** Injection token of the settings. */
export const REGISTRY_SETTINGS = Symbol('RegistrySettings');
