/** How a variable is filled in. */
export type EnvKind = 'flag' | 'number' | 'text' | 'lines' | 'json';

export interface EnvField {
  readonly name: string;
  readonly kind: EnvKind;
  /** Hidden until somebody asks to see it. */
  readonly isSecret: boolean;
  /** Value as it is entered: `true`, or a text. */
  readonly entry: EnvEntry;
}

export type EnvEntry = string | boolean;

/** What was entered and not saved yet, by name. */
export type EnvEntries = Readonly<Record<string, EnvEntry>>;

export type Env = Readonly<Record<string, unknown>>;

/** Made by the platform for each Unit (`docs/protocol/device.md 4.2`); other names that begin alike are the repository's own. */
const PLATFORM_NAMES: ReadonlySet<string> = new Set([
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
  'PU_COMMIT_VERSION',
]);

export const isPlatformName = (name: string): boolean => PLATFORM_NAMES.has(name);

const SECRET = /PASS|PWD|TOKEN|SECRET|KEY/i;
/** Words that a part of a secret's name happens to be in. */
const HARMLESS = /KEEP_?ALIVE|KEYBOARD|COMPASS|PASSIVE|BYPASS/i;

export const isSecretName = (name: string): boolean => SECRET.test(name.replace(HARMLESS, ''));

const kindOf = (value: unknown): EnvKind => {
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'string') return 'json';
  return value.includes('\n') ? 'lines' : 'text';
};

const entryOf = (value: unknown): EnvEntry => {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : JSON.stringify(value, null, 2);
};

const toField = ([name, value]: readonly [string, unknown]): EnvField => ({
  name,
  kind: kindOf(value),
  isSecret: typeof value === 'string' && isSecretName(name),
  entry: entryOf(value),
});

/** The variables of a Unit: those of its repository, in the repository's order, and those that the platform makes. */
export const fieldsOf = (env: Env): { readonly own: EnvField[]; readonly platform: EnvField[] } => {
  const fields = Object.entries(env).map(toField);
  return {
    own: fields.filter(({ name }) => !isPlatformName(name)),
    platform: fields.filter(({ name }) => isPlatformName(name)),
  };
};

export type EntryFault = 'number' | 'json';

/** Reads what was entered in the type that the variable has. */
export const readEntry = (
  kind: EnvKind,
  entry: EnvEntry,
): { readonly value: unknown; readonly fault?: undefined } | { readonly fault: EntryFault } => {
  if (typeof entry === 'boolean' || kind === 'text' || kind === 'lines') return { value: entry };
  if (kind === 'number') {
    const value = Number(entry);
    return entry.trim() === '' || !Number.isFinite(value) ? { fault: 'number' } : { value };
  }
  try {
    return { value: JSON.parse(entry) as unknown };
  } catch {
    return { fault: 'json' };
  }
};

export interface EnvChange {
  /** Only what is another value now. */
  readonly env: Env;
  readonly faults: Readonly<Record<string, EntryFault>>;
}

/** What is to be saved of what was entered. */
export const changeOf = (fields: readonly EnvField[], entries: EnvEntries): EnvChange => {
  const env: Record<string, unknown> = {};
  const faults: Record<string, EntryFault> = {};
  for (const { name, kind, entry } of fields) {
    const entered = entries[name];
    if (entered === undefined || entered === entry) continue;
    const read = readEntry(kind, entered);
    if (read.fault) faults[name] = read.fault;
    else env[name] = read.value;
  }
  return { env, faults };
};

/** Reads an object of variables typed as JSON; `null` when it is none. */
export const readEnv = (text: string): Env | null => {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Env) : null;
  } catch {
    return null;
  }
};
