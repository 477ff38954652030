import { z } from 'zod';
import { flag, port, wholeNumber } from './setting-types';

/** Settings that every service reads. */
export const processSettings = z.object({
  /** Port of health, metrics and, in gateways and hooks, the service's own HTTP face. */
  HTTP_PORT: port(0),
  HTTP_HOST: z.string().default('127.0.0.1'),
  NATS_URL: z.string().default('nats://127.0.0.1:4222'),
  /** Copies of each stream; three on a NATS cluster. */
  NATS_STREAM_REPLICAS: wholeNumber(1, { min: 1, max: 5 }),
  /** Room that NATS reserves for telemetry that is not stored yet; a full one refuses, and the broker keeps the rest. */
  NATS_TELEMETRY_MAX_MB: wholeNumber(8_192, { min: 16 }),
  PU_MIN_LOG_LEVEL: z.string().default('INFO'),
  /** Lets tests move the fleet's clock over NATS; never on a real instance. */
  UNITFLEET_TEST_CLOCK: flag(false),
});

/** Settings of services that own a PostgreSQL schema. */
export const databaseSettings = z.object({
  DATABASE_URL: z.string(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).default(10),
});

/** Where the instance is seen from outside (`docs/protocol/rest-graphql.md 9`). */
export const instanceSettings = z.object({
  PU_DOMAIN: z.string(),
  PU_SECURE: flag(true),
  PU_APP_PREFIX: z.string().default('/pepeunit'),
  PU_API_V1_PREFIX: z.string().default('/api/v1'),
});

/** Key of all tokens: the text itself, not decoded (`docs/protocol/device.md 2.1`). */
export const tokenSettings = z.object({ PU_SECRET_KEY: z.string().min(16) });

/** AES key of what is encrypted at rest: base64 of 16, 24 or 32 bytes. */
export const encryptionSettings = z.object({
  PU_ENCRYPT_KEY: z
    .string()
    .refine(
      (text) => [16, 24, 32].includes(Buffer.from(text, 'base64').length),
      'must be base64 of 16, 24 or 32 bytes',
    ),
  PU_MAX_CIPHER_LENGTH: z.coerce.number().int().positive().default(1_000_000),
});
