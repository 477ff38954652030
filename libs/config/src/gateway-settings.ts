import { z } from 'zod';
import { instanceSettings, processSettings, tokenSettings } from './common-settings';
import { flag, networks, wholeNumber } from './setting-types';

/** How often callers may ask; 0 switches a limit off. */
export const requestLimitSettings = z.object({
  /** Requests of one User or Unit within a window. */
  RATE_LIMIT_USER: wholeNumber(1_000),
  /** Requests without a token that counts, of one client address within a window. */
  RATE_LIMIT_ADDRESS: wholeNumber(500),
  /** Length of that window, in seconds. */
  RATE_LIMIT_WINDOW_S: wholeNumber(10, { min: 1, max: 3_600 }),
  /** Expensive operations of one caller within a minute: checks of pipe configurations. */
  RATE_LIMIT_PIPE_CHECK: wholeNumber(120),
  /** Downloads of firmware archives. */
  RATE_LIMIT_ARCHIVE: wholeNumber(120),
  /** Exports and imports of pipe data, and dry runs. */
  RATE_LIMIT_PIPE_DATA_FILE: wholeNumber(60),
  /** Downsampled histories: a page has many charts. */
  RATE_LIMIT_PIPE_DATA_POINTS: wholeNumber(600),
  /** Repositories fetched: new registries and synchronisations at somebody's wish. */
  RATE_LIMIT_REPOSITORY_SYNC: wholeNumber(30),
  /** Registrations of users. */
  RATE_LIMIT_REGISTRATION: wholeNumber(20),
  /** Client addresses or networks, separated by commas, that are never limited. */
  RATE_LIMIT_EXEMPT: networks(''),
  /** Where replicas add up what they have counted; without it each process applies the limits by itself. */
  PU_REDIS_URL: z.string().optional(),
});

/** What every gateway reads. */
export const gatewaySettings = z.object({
  ...processSettings.shape,
  ...instanceSettings.shape,
  ...tokenSettings.shape,
  ...requestLimitSettings.shape,
  /** Largest `limit` of a list. */
  PU_MAX_PAGINATION_SIZE: wholeNumber(500, { min: 1 }),
  PU_TELEGRAM_BOT_LINK: z.string().default(''),
  // What an instance does not run, it does not announce: the bot is opted into.
  PU_FF_TELEGRAM_BOT_ENABLE: flag(false),
  PU_FF_GRAFANA_INTEGRATION_ENABLE: flag(true),
  PU_FF_DATAPIPE_ENABLE: flag(true),
  PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE: flag(true),
  PU_FF_PROMETHEUS_ENABLE: flag(true),
  /** Addresses or networks, separated by commas, whose `X-Forwarded-For` is believed. */
  TRUSTED_PROXIES: networks('127.0.0.0/8,::1'),
  /** How long a revoked token passes at most when the event of its revocation was missed, in milliseconds. */
  TOKEN_MEMORY_MS: wholeNumber(3_000, { min: 1, max: 10_000 }),
  /** Largest JSON body, in bytes. */
  JSON_BODY_LIMIT: wholeNumber(1024 * 1024, { min: 1024 }),
  /** Largest upload, in bytes. */
  UPLOAD_LIMIT: wholeNumber(50 * 1024 * 1024, { min: 1024 }),
});

export type GatewaySettings = z.infer<typeof gatewaySettings>;
