import { instanceSettings, processSettings, tokenSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

export const settings = z.object({
  ...processSettings.shape,
  ...instanceSettings.pick({ PU_DOMAIN: true }).shape,
  ...tokenSettings.shape,
  /** The broker's internal listener, with this service's own credentials: `mqtt://user:password@host:port`. */
  BRIDGE_MQTT_URL: z.string(),
  /** The broker's management API in EMQX's form, with credentials: `http://user:password@host:port`. */
  BROKER_API_URL: z.string(),
  /** Number of this bridge among its like; it is the same after a restart, so that the broker keeps its session. */
  BRIDGE_ORDINAL: wholeNumber(0),
});

export type Settings = z.infer<typeof settings>;

export const SETTINGS = Symbol('Settings');

/** In frames, message ids and the session at the broker: the same in every life of a bridge. */
export const bridgeName = (settings: Settings): string => `bridge-${settings.BRIDGE_ORDINAL}`;
