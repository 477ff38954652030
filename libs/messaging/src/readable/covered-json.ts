const SECRET_KEY = /password|secret|token|cipher|authorization|pat$/i;
const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;
const URL_PASSWORD = /(:\/\/[^:/@\s]*:)[^@\s]*@/g;
const COVER = '***';

/** What a line bears. */
const LINE_TEXT = 200;

/** Text without tokens and passwords, and not longer than that. */
export const coverText = (text: string, maxText = LINE_TEXT): string => {
  const covered = text.replace(JWT, COVER).replace(URL_PASSWORD, `$1${COVER}@`);
  return covered.length > maxText ? `${covered.slice(0, maxText)}...` : covered;
};

const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** Bytes as text where they are text, else as hexadecimal. */
export const showBytes = (bytes: Uint8Array, maxText = LINE_TEXT): string => {
  const text = Buffer.from(bytes).toString('utf8');
  if (!text.includes('\ufffd') && !CONTROL.test(text.replace(/[\r\n\t]/g, ' ')))
    return coverText(text, maxText);
  const hex = Buffer.from(bytes.subarray(0, maxText / 2)).toString('hex');
  return `0x${hex}${bytes.length > maxText / 2 ? '...' : ''}`;
};

/** A value that JSON can hold: secrets covered by their names and forms, long text cut. */
export const covered = (value: unknown, maxText = LINE_TEXT, key = ''): unknown => {
  if (SECRET_KEY.test(key) && value !== null && value !== undefined) return COVER;
  if (typeof value === 'string') return coverText(value, maxText);
  if (value instanceof Uint8Array) return showBytes(value, maxText);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => covered(item, maxText));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, covered(item, maxText, name)]),
    );
  return typeof value === 'bigint' ? String(value) : value;
};

/** A value in one line for a terminal. */
export const coveredJson = (value: unknown): string => JSON.stringify(covered(value)) ?? '';
