import { formatDateTime } from '@unitfleet/contracts';

/** A document of users or devices: goes out as it is, key by key. */
export class Verbatim {
  constructor(readonly content: unknown) {}
}

/** An answer that is not JSON. */
export class PlainText {
  constructor(
    readonly text: string,
    readonly contentType = 'text/plain; charset=utf-8',
  ) {}
}

/** What devices report in lists of their own making; objects in there keep their keys. */
const VERBATIM_KEYS = new Set(['ifconfig', 'statvfs']);

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A view of the operations in REST's form: snake_case keys, times as text without zone; null fields stay. */
export const present = (view: unknown): unknown => {
  if (view instanceof Verbatim) return view.content;
  if (view instanceof Date) return formatDateTime(view);
  if (Array.isArray(view)) return view.map(present);
  if (typeof view !== 'object' || view === null) return view;
  return Object.fromEntries(
    Object.entries(view).map(([key, value]) => [
      snakeCase(key),
      VERBATIM_KEYS.has(key) ? value : present(value),
    ]),
  );
};
