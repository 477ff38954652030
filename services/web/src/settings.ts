import { join } from 'node:path';
import { instanceSettings, processSettings } from '@unitfleet/config';
import { z } from 'zod';

const { PU_DOMAIN, PU_SECURE } = instanceSettings.shape;

export const webSettings = z.object({
  ...processSettings.shape,
  PU_DOMAIN,
  PU_SECURE,
  /** Folder of the built interface. */
  WEB_PUBLIC_DIR: z.string().default(join(__dirname, 'public')),
});

export type Settings = z.infer<typeof webSettings>;
