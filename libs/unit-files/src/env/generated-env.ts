import { GeneratedName } from './env-names';
import { UnitKeys } from './stored-env';

/** Settings of the instance that devices need (`docs/protocol/device.md 4.2`). */
export interface EnvSettings {
  readonly PU_DOMAIN: string;
  readonly PU_SECURE: boolean;
  readonly PU_APP_PREFIX: string;
  readonly PU_API_V1_PREFIX: string;
  readonly PU_MQTT_HOST: string;
  readonly PU_MQTT_PORT: number;
  /** Seconds. */
  readonly PU_STATE_SEND_INTERVAL: number;
}

/** What is the Unit's own. */
export interface UnitIdentity extends UnitKeys {
  readonly token: string;
}

type NumberName =
  | 'PU_MQTT_PORT'
  | 'PU_MQTT_PING_INTERVAL'
  | 'PU_MQTT_KEEPALIVE'
  | 'PU_STATE_SEND_INTERVAL'
  | 'PU_MAX_LOG_LENGTH';

export type GeneratedEnv = Readonly<
  Record<NumberName, number> & Record<Exclude<GeneratedName, NumberName>, string>
>;

/**
 * The generated variables of a Unit (`docs/protocol/device.md 4.2`). The keys are made once (`keysOf`) and given
 * again at each later call: a device must find at the next read what it encrypted with (oddity B4).
 */
export const generatedEnv = (settings: EnvSettings, unit: UnitIdentity): GeneratedEnv => ({
  PU_DOMAIN: settings.PU_DOMAIN,
  PU_HTTP_TYPE: settings.PU_SECURE ? 'https' : 'http',
  PU_APP_PREFIX: settings.PU_APP_PREFIX,
  PU_API_ACTUAL_PREFIX: settings.PU_API_V1_PREFIX,
  PU_MQTT_HOST: settings.PU_MQTT_HOST,
  PU_MQTT_PORT: settings.PU_MQTT_PORT,
  PU_MQTT_PING_INTERVAL: 20,
  PU_MQTT_KEEPALIVE: 60,
  PU_AUTH_TOKEN: unit.token,
  PU_SECRET_KEY: unit.secretKey,
  PU_ENCRYPT_KEY: unit.encryptKey,
  PU_STATE_SEND_INTERVAL: settings.PU_STATE_SEND_INTERVAL,
  PU_MIN_LOG_LEVEL: 'Debug',
  PU_MAX_LOG_LENGTH: 64,
});
