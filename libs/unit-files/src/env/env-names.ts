/** Variable that always states the version in the archive or answer; never stored (`docs/protocol/device.md 4.2`). */
export const COMMIT_VERSION = 'PU_COMMIT_VERSION';

/** The 14 variables that the platform generates (`docs/protocol/device.md 4.2`). */
export const GENERATED_NAMES = [
  'PU_DOMAIN',
  'PU_HTTP_TYPE',
  'PU_APP_PREFIX',
  'PU_API_ACTUAL_PREFIX',
  'PU_MQTT_HOST',
  'PU_MQTT_PORT',
  'PU_MQTT_PING_INTERVAL',
  'PU_MQTT_KEEPALIVE',
  'PU_AUTH_TOKEN',
  'PU_SECRET_KEY',
  'PU_ENCRYPT_KEY',
  'PU_STATE_SEND_INTERVAL',
  'PU_MIN_LOG_LEVEL',
  'PU_MAX_LOG_LENGTH',
] as const;

/** Variables that say where the instance is and who the Unit is: in imported rows they are copies, not wishes. */
export const INSTANCE_NAMES: readonly GeneratedName[] = [
  'PU_DOMAIN',
  'PU_HTTP_TYPE',
  'PU_APP_PREFIX',
  'PU_API_ACTUAL_PREFIX',
  'PU_MQTT_HOST',
  'PU_MQTT_PORT',
  'PU_AUTH_TOKEN',
];

export type GeneratedName = (typeof GENERATED_NAMES)[number];

const GENERATED: ReadonlySet<string> = new Set(GENERATED_NAMES);

export const isGeneratedName = (name: string): name is GeneratedName => GENERATED.has(name);

/** Names that a template may list but not give a value to. */
export const isReservedName = (name: string): boolean => name === COMMIT_VERSION || isGeneratedName(name);
