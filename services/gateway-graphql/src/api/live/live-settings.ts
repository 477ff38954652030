import { wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

const MEBIBYTE = 1024 ** 2;

/** Subscriptions over WebSocket. */
export const liveSettings = z.object({
  /** Origins of pages, separated by commas, that may subscribe besides those of `PU_DOMAIN`. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((word) => word.trim().replace(/\/$/, '') || [])),
  /** Open sockets of this process. */
  LIVE_CONNECTIONS: wholeNumber(5_000, { min: 1 }),
  /** Of one User or Unit. */
  LIVE_CONNECTIONS_PER_CALLER: wholeNumber(20, { min: 1 }),
  /** Of one client address, or of the network (/64) of an IPv6 one. */
  LIVE_CONNECTIONS_PER_ADDRESS: wholeNumber(100, { min: 1 }),
  LIVE_SUBSCRIPTIONS_PER_CONNECTION: wholeNumber(50, { min: 1 }),
  /** Nodes, Units or registries that one subscription names. */
  LIVE_UUIDS_PER_SUBSCRIPTION: wholeNumber(500, { min: 1 }),
  /** Largest message of a client, in bytes. */
  LIVE_MESSAGE_LIMIT: wholeNumber(64 * 1024, { min: 1024 }),
  /** What may wait for a slow client, of one subscription, in bytes; beyond it the client gets the present state instead. */
  LIVE_QUEUE_BYTES: wholeNumber(MEBIBYTE, { min: 1024 }),
  /** What this process remembers of each stream, in bytes, for clients that come back. */
  LIVE_HISTORY_BYTES: wholeNumber(32 * MEBIBYTE, { min: 1024 }),
  /** Time between two signs of life to a client, which must answer each before the next. */
  LIVE_PING_MS: wholeNumber(15_000, { min: 100 }),
  /** How long a lost right to see something could be overlooked when the event of its loss was missed. */
  LIVE_RECHECK_MS: wholeNumber(30_000, { min: 100 }),
});

export type LiveSettings = z.infer<typeof liveSettings>;
