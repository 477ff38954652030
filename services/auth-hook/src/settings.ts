import { instanceSettings, processSettings, tokenSettings } from '@unitfleet/config';
import { z } from 'zod';

export const settings = z.object({
  ...processSettings.shape,
  ...instanceSettings.pick({ PU_DOMAIN: true }).shape,
  ...tokenSettings.shape,
  PU_REDIS_URL: z.string(),
});

export type Settings = z.infer<typeof settings>;

export const SETTINGS = Symbol('Settings');
