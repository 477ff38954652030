import { databaseSettings, processSettings } from '@unitfleet/config';
import { z } from 'zod';

export const settings = z.object({ ...processSettings.shape, ...databaseSettings.shape });

export type Settings = z.infer<typeof settings>;
