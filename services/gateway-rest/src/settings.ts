import { flag, instanceSettings, processSettings, tokenSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

const words = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    );

export const gatewayRestSettings = z.object({
  ...processSettings.shape,
  ...instanceSettings.shape,
  ...tokenSettings.shape,
  /** Largest `limit` of a list. */
  PU_MAX_PAGINATION_SIZE: wholeNumber(500, { min: 1 }),
  PU_TELEGRAM_BOT_LINK: z.string().default(''),
  // What an instance does not run, it does not announce: bot and Grafana are opted into.
  PU_FF_TELEGRAM_BOT_ENABLE: flag(false),
  PU_FF_GRAFANA_INTEGRATION_ENABLE: flag(false),
  PU_FF_DATAPIPE_ENABLE: flag(true),
  PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE: flag(true),
  PU_FF_PROMETHEUS_ENABLE: flag(true),
  /** Addresses or networks, separated by commas, whose `X-Forwarded-For` is believed. */
  TRUSTED_PROXIES: words('127.0.0.0/8,::1'),
  /** How long a revoked token passes at most when the event of its revocation was missed, in milliseconds. */
  TOKEN_MEMORY_MS: wholeNumber(3_000, { min: 1, max: 10_000 }),
  /** Largest JSON body, in bytes. */
  JSON_BODY_LIMIT: wholeNumber(1024 * 1024, { min: 1024 }),
  /** Largest upload, in bytes. */
  UPLOAD_LIMIT: wholeNumber(50 * 1024 * 1024, { min: 1024 }),
});

export type Settings = z.infer<typeof gatewayRestSettings>;

export const SETTINGS = Symbol('Settings');
