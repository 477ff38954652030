import { instanceSettings, processSettings, tokenSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';
import { LISTENER_TYPES } from './domain/emqx/wanted-configuration';

/** As EMQX writes them: `20/s`, `1MB/s`, `infinity`. */
const rate = (byDefault: string) =>
  z
    .string()
    .regex(/^(infinity|\d+(\.\d+)?([KMG]?B)?\/\d*(ms|s|m|h|d))$/i, 'must be a rate such as 20/s or 1MB/s')
    .default(byDefault);

/** Limits of devices, under the protocol's names (`docs/protocol/device.md 1.5`). */
const deviceLimitSettings = z.object({
  /** Connections that a listener for devices takes. */
  PU_MQTT_MAX_CLIENTS: wholeNumber(10_000, { min: 1 }),
  PU_MQTT_MAX_CLIENT_CONNECTION_RATE: rate('20/s'),
  /** Of one client; above it the broker reads more slowly. */
  PU_MQTT_CLIENT_MAX_MESSAGES_RATE: rate('30/s'),
  PU_MQTT_CLIENT_MAX_BYTES_RATE: rate('1MB/s'),
  /** Largest MQTT packet, in KiB. */
  PU_MQTT_MAX_PAYLOAD_SIZE: wholeNumber(256, { min: 1, max: 1_000 }),
  PU_MQTT_MAX_CLIENT_ID_LEN: wholeNumber(512, { min: 36, max: 65_535 }),
  PU_MQTT_MAX_QOS: wholeNumber(2, { max: 2 }),
  /** A base topic has five. */
  PU_MQTT_MAX_TOPIC_LEVELS: wholeNumber(5, { min: 5, max: 65_535 }),
  /** Messages that wait for one device. */
  PU_MQTT_MAX_LEN_MESSAGE_QUEUE: wholeNumber(128),
  PU_MQTT_MAX_TOPIC_ALIAS: wholeNumber(128, { max: 65_535 }),
});

const listenerTypes = z
  .string()
  .default('tcp')
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.enum(LISTENER_TYPES)).min(1));

export const settings = z.object({
  ...processSettings.shape,
  ...instanceSettings.pick({ PU_DOMAIN: true }).shape,
  ...tokenSettings.shape,
  ...deviceLimitSettings.shape,
  /** The broker's internal listener, with this service's own credentials: `mqtt://user:password@host:port`. */
  BRIDGE_MQTT_URL: z.string(),
  /** The broker's management API in EMQX's form: `http://key:secret@host:port`, or without credentials beside a login. */
  BROKER_API_URL: z.string(),
  /** A user of EMQX's dashboard, which logs in, in the place of an API key. */
  PU_MQTT_USERNAME: z.string().optional(),
  PU_MQTT_PASSWORD: z.string().optional(),
  /** `emqx`: this service sets it up. The embedded broker has all its settings from its start. */
  BROKER_KIND: z.enum(['embedded', 'emqx']).default('embedded'),
  /** Where EMQX reaches auth-hook. */
  BROKER_HOOK_URL: z.url().default('http://auth-hook:8080/mqtt'),
  /** EMQX's own listeners (`tcp`, `ssl`, `ws`, `wss`, separated by commas) that devices may use; the others are stopped. */
  BROKER_LISTENERS: listenerTypes,
  /** How often it is looked whether EMQX still has its settings, in milliseconds. */
  BROKER_WATCH_MS: wholeNumber(2_000, { min: 10 }),
  /** Number of this bridge among its like; it is the same after a restart, so that the broker keeps its session. */
  BRIDGE_ORDINAL: wholeNumber(0),
  /** How many bridges there are to be. One whose number is not below it leaves for good; absent: all stay. */
  BRIDGE_COUNT: z.coerce.number().int().min(1).optional(),
});

export type Settings = z.infer<typeof settings>;

export const SETTINGS = Symbol('Settings');

/** In frames, message ids and the session at the broker: the same in every life of a bridge. */
export const bridgeName = (settings: Settings): string => `bridge-${settings.BRIDGE_ORDINAL}`;

/** Whether there are to be fewer bridges than it takes for this one to stay. */
export const isSurplus = ({ BRIDGE_ORDINAL, BRIDGE_COUNT }: Settings): boolean =>
  BRIDGE_COUNT !== undefined && BRIDGE_ORDINAL >= BRIDGE_COUNT;
