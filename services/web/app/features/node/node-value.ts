/** How a value is best shown. */
export type ValueForm =
  | { readonly kind: 'empty' }
  | { readonly kind: 'short'; readonly text: string }
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'long'; readonly text: string };

/** Longer ones are folded. */
const SHORT = 48;
const STRUCTURE = /^\s*[[{]/;

const pretty = (text: string): string | null => {
  if (!STRUCTURE.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
};

/** Objects and lists of JSON are laid out, long texts folded, the rest is large. */
export const valueForm = (state: string | null | undefined): ValueForm => {
  if (state === null || state === undefined || state === '') return { kind: 'empty' };
  const json = pretty(state);
  if (json !== null) return { kind: 'json', text: json };
  return { kind: state.length > SHORT || state.includes('\n') ? 'long' : 'short', text: state };
};

/** The beginning of a value, in a line. */
export const shortValue = (state: string | null | undefined, most = 24): string => {
  const line = (state ?? '').replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

/** What a broker of an instance takes in one message (`PU_MQTT_MAX_PAYLOAD_SIZE`), unless its operator changed that. */
export const MOST_BYTES = 255 * 1_024;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
