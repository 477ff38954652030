import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';

/**
 * What this library needs of the platform beyond the language: text and bytes. This is the form for Node, in its fastest words; a
 * browser build takes `bytes.browser.ts` in its place (docs/pipelines.md, "In the browser").
 */

const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export { isUtf8 };

/** `null` = not valid UTF-8. A byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? asBuffer(bytes).toString('utf8') : null;
}

export function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text);
}

export function utf8Length(text: string): number {
  return Buffer.byteLength(text);
}

/** Bytes from `start` to `end` as the characters of the same number. */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  return asBuffer(bytes).toString('latin1', start, end);
}

/** A short name for a long text; another text has another one. */
export function digest(text: string): string {
  return hash('sha256', text, 'base64');
}
