import { instanceSettings, processSettings, tokenSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

export const settings = z.object({
  ...processSettings.shape,
  ...instanceSettings.pick({ PU_DOMAIN: true }).shape,
  ...tokenSettings.shape,
  PU_REDIS_URL: z.string(),
  /** Units, nodes and users, of each so many, that a process remembers; 0 asks Redis every time. */
  DECISION_CACHE_ENTRIES: wholeNumber(50_000),
});

export type Settings = z.infer<typeof settings>;

export const SETTINGS = Symbol('Settings');
