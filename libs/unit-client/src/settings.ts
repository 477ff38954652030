import { JsonObject, readJsonObject, writeJsonFile } from './device-files';
import { DeviceFileError } from './errors';
import { LogLevel } from './protocol.enums';
import { unitUuidOf } from './unit-token';

/**
 * What `env.json` holds (docs/protocol/device.md 4.2): the platform's variables as typed fields, everything else
 * through `get`, `getString`, `getInt` and `has`. Fallbacks for absent variables are those of the protocol.
 */
export class Settings {
  PU_DOMAIN = '';
  PU_HTTP_TYPE = 'https';
  PU_APP_PREFIX = '';
  PU_API_ACTUAL_PREFIX = '';
  PU_MQTT_HOST = '';
  PU_MQTT_PORT = 1883;
  /** `mqtt`, `mqtts`, `ws` or `wss`; the platform itself tells none, which means plain TCP. */
  PU_MQTT_PROTOCOL = 'mqtt';
  /** Of `ws` and `wss`. */
  PU_MQTT_PATH = '/mqtt';
  /** Certificates of the authorities that `mqtts` and `wss` believe, in PEM; the system's when empty. */
  PU_MQTT_CA_FILE = '';
  /** Seconds. */
  PU_MQTT_PING_INTERVAL = 20;
  /** Seconds. */
  PU_MQTT_KEEPALIVE = 60;
  PU_AUTH_TOKEN = '';
  PU_SECRET_KEY = '';
  PU_ENCRYPT_KEY = '';
  /** Seconds. */
  PU_STATE_SEND_INTERVAL = 300;
  PU_MIN_LOG_LEVEL: LogLevel = LogLevel.Debug;
  /** Lines of the log file. */
  PU_MAX_LOG_LENGTH = 64;
  PU_COMMIT_VERSION = '';

  private values: JsonObject = {};

  constructor(readonly envFilePath: string) {
    this.loadFromFile();
  }

  /** Reads the file anew. Throws `DeviceFileError`; the values before stay then. */
  loadFromFile(): void {
    this.load(readJsonObject(this.envFilePath));
  }

  /** The uuid in the Unit's token. Throws `DeviceFileError` if there is no such token. */
  get unitUuid(): string {
    return unitUuidOf(this.PU_AUTH_TOKEN);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.values, name);
  }

  get<T = unknown>(name: string, fallback?: T): T {
    return (this.has(name) ? this.values[name] : fallback) as T;
  }

  /** The value as text; numbers, booleans and objects in their JSON form. */
  getString(name: string, fallback = ''): string {
    const value = this.values[name];
    if (value === undefined || value === null) return fallback;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  /** The value as a whole number; `fallback` if it is absent or is not a number. */
  getInt(name: string, fallback = 0): number {
    return toInteger(this.values[name]) ?? fallback;
  }

  /** A copy of everything that the file holds. */
  all(): JsonObject {
    return structuredClone(this.values);
  }

  /** Changes values in memory only. */
  update(changes: JsonObject): void {
    this.load({ ...this.values, ...changes });
  }

  /** Changes values and writes all of them to the file. */
  updateEnvFile(changes: JsonObject): void {
    this.update(changes);
    writeJsonFile(this.envFilePath, this.values);
  }

  private load(values: JsonObject): void {
    const next: Partial<Record<keyof Settings, unknown>> = {};
    for (const name of TEXTS) next[name] = textOf(values, name, FALLBACKS[name]);
    for (const name of INTEGERS) next[name] = integerOf(values, name, FALLBACKS[name]);
    next.PU_MIN_LOG_LEVEL = levelOf(values.PU_MIN_LOG_LEVEL ?? values.MINIMAL_LOG_LEVEL);
    this.values = values;
    Object.assign(this, next);
  }
}

const FALLBACKS = {
  PU_DOMAIN: '',
  PU_HTTP_TYPE: 'https',
  PU_APP_PREFIX: '',
  PU_API_ACTUAL_PREFIX: '',
  PU_MQTT_HOST: '',
  PU_MQTT_PROTOCOL: 'mqtt',
  PU_MQTT_PATH: '/mqtt',
  PU_MQTT_CA_FILE: '',
  PU_AUTH_TOKEN: '',
  PU_SECRET_KEY: '',
  PU_ENCRYPT_KEY: '',
  PU_COMMIT_VERSION: '',
  PU_MQTT_PORT: 1883,
  PU_MQTT_PING_INTERVAL: 20,
  PU_MQTT_KEEPALIVE: 60,
  PU_STATE_SEND_INTERVAL: 300,
  PU_MAX_LOG_LENGTH: 64,
} as const;

type NamesOf<T> = {
  [K in keyof typeof FALLBACKS]: (typeof FALLBACKS)[K] extends T ? K : never;
}[keyof typeof FALLBACKS];
const NAMES = Object.keys(FALLBACKS) as (keyof typeof FALLBACKS)[];
const TEXTS = NAMES.filter((name): name is NamesOf<string> => typeof FALLBACKS[name] === 'string');
const INTEGERS = NAMES.filter((name): name is NamesOf<number> => typeof FALLBACKS[name] === 'number');

function textOf(values: JsonObject, name: string, fallback: string): string {
  const value = values[name] ?? fallback;
  if (typeof value !== 'string') throw new DeviceFileError(`env: ${name} must be a string`);
  return value;
}

function integerOf(values: JsonObject, name: string, fallback: number): number {
  const value = toInteger(values[name] ?? fallback);
  if (value === undefined || value < 0) throw new DeviceFileError(`env: ${name} must be a whole number`);
  return value;
}

function toInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** Unknown levels log everything: a typing error must not silence a device. */
function levelOf(value: unknown): LogLevel {
  const name = String(value ?? '').toLowerCase();
  return Object.values(LogLevel).find((level) => level.toLowerCase() === name) ?? LogLevel.Debug;
}
