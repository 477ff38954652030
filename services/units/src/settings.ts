import {
  databaseSettings,
  encryptionSettings,
  flag,
  instanceSettings,
  port,
  processSettings,
  tokenSettings,
  wholeNumber,
} from '@unitfleet/config';
import { NAME_SYMBOLS, TOPIC_SYMBOLS } from '@unitfleet/security';
import { z } from 'zod';

export const unitsSettings = z.object({
  ...processSettings.shape,
  ...databaseSettings.shape,
  ...instanceSettings.shape,
  ...tokenSettings.shape,
  ...encryptionSettings.shape,
  /** Where devices find the broker; copied into their env. */
  PU_MQTT_HOST: z.string(),
  PU_MQTT_PORT: port(1883),
  /** Seconds between two states of a device. */
  PU_STATE_SEND_INTERVAL: wholeNumber(60, { min: 1 }),
  PU_AVAILABLE_NAME_ENTITY_SYMBOLS: z.string().default(NAME_SYMBOLS),
  PU_AVAILABLE_TOPIC_SYMBOLS: z.string().default(TOPIC_SYMBOLS),
  PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE: flag(true),
  /** Seconds over which the Updates of the full hour are spread; 0 sends all at once. */
  UNITS_UPDATE_SPREAD_S: wholeNumber(1_200, { min: 0, max: 3_600 }),
  /** Milliseconds between two looks for commands that are due. */
  UNITS_COMMAND_POLL_MS: wholeNumber(250, { min: 10 }),
  /** Seconds between two comparisons of the known sessions with the broker's. */
  UNITS_PRESENCE_CHECK_S: wholeNumber(60, { min: 1, max: 3_600 }),
});

export type UnitsSettings = z.infer<typeof unitsSettings>;

/** Injection token of the service's settings. */
export const SETTINGS = Symbol('UnitsSettings');
