const SECRET_KEY = /password|secret|token|cipher|authorization|pat$/i;
const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;
const URL_PASSWORD = /(:\/\/[^:/@\s]*:)[^@\s]*@/g;
const MAX_TEXT = 200;
const COVER = '***';

/** Text without tokens and passwords, and not longer than a line bears. */
export const coverText = (text: string): string => {
  const covered = text.replace(JWT, COVER).replace(URL_PASSWORD, `$1${COVER}@`);
  return covered.length > MAX_TEXT ? `${covered.slice(0, MAX_TEXT)}...` : covered;
};

const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** Bytes as text where they are text, else as hexadecimal. */
export const showBytes = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes).toString('utf8');
  if (!text.includes('\ufffd') && !CONTROL.test(text.replace(/[\r\n\t]/g, ' '))) return coverText(text);
  const hex = Buffer.from(bytes.subarray(0, MAX_TEXT / 2)).toString('hex');
  return `0x${hex}${bytes.length > MAX_TEXT / 2 ? '...' : ''}`;
};

const cover = (value: unknown, key: string): unknown => {
  if (SECRET_KEY.test(key) && value !== null && value !== undefined) return COVER;
  if (typeof value === 'string') return coverText(value);
  if (value instanceof Uint8Array) return showBytes(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => cover(item, ''));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cover(item, name)]));
  return typeof value === 'bigint' ? String(value) : value;
};

/** A value in one line for a terminal: secrets covered by their names and forms, long text cut. */
export const coveredJson = (value: unknown): string => JSON.stringify(cover(value, '')) ?? '';
