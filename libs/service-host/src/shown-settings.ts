import { redactSettings } from '@unitfleet/config';

const COVER = '***';
/** Up to the last `@`: nobody is made to encode the password in an address. */
const USER_INFO = /(:\/\/[^:/@\s]*:)\S*@/g;
/** Shorter ones stand in other settings by chance. */
const SHORTEST_SECRET = 6;
const MAX_CHARACTERS = 1_000;

export interface ShownSetting {
  readonly name: string;
  readonly value: string;
}

/**
 * Settings as whoever operates the instance sees them: as they are logged at the start, and a value is covered also where it
 * holds one that is secret under another name.
 */
export const shownSettings = (settings: Readonly<Record<string, unknown>>): ShownSetting[] => {
  const redacted = Object.entries(redactSettings(settings)).filter(([, value]) => value !== undefined);
  const secrets = redacted
    .filter(([, value]) => value === COVER)
    .map(([name]) => settings[name])
    .filter((secret) => typeof secret === 'string' && secret.length >= SHORTEST_SECRET) as string[];
  return redacted
    .map(([name, value]) => ({ name, value: shown(value, secrets) }))
    .sort((left, right) => left.name.localeCompare(right.name, 'en'));
};

const shown = (value: unknown, secrets: readonly string[]): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (secrets.some((secret) => text.includes(secret))) return COVER;
  return text.replace(USER_INFO, `$1${COVER}@`).slice(0, MAX_CHARACTERS);
};
