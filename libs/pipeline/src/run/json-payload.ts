import { decodeUtf8 } from '../platform/bytes';
import { jsonText } from './json-text';
import { Dropped, DROPPED } from './outcome';

/** Payloads nested deeper are refused unread. */
const MAX_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;
/** `[` and `{`, `]` and `}` are alike but for this bit. */
const CURLY_BIT = 32;
const OPENING = 123;
const CLOSING = 125;

/** Whether lists and objects stand in each other deeper than allowed. Right for JSON; what is none may get either answer. */
function isTooDeep(payload: Uint8Array): boolean {
  // As deep as that, there are as many brackets that open and as many that close.
  if (payload.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < payload.length; at++) {
    const byte = payload[at]!;
    if (byte === QUOTE) {
      for (at++; at < payload.length && payload[at] !== QUOTE; at++) if (payload[at] === BACKSLASH) at++;
    } else if ((byte | CURLY_BIT) === OPENING) {
      if (++depth > MAX_DEPTH) return true;
    } else if ((byte | CURLY_BIT) === CLOSING) depth--;
  }
  return false;
}

/** The value of a JSON payload, or one of the two drops, which no payload has for a value. */
export function readJsonPayload(payload: Uint8Array): unknown | Dropped {
  const text = decodeUtf8(payload);
  if (text === null) return DROPPED.notUtf8;
  if (isTooDeep(payload)) return DROPPED.notJson;
  try {
    return JSON.parse(text);
  } catch {
    return DROPPED.notJson;
  }
}

/** Where pipelines get the value of a payload, and the text of what they find in it. */
export interface JsonSource {
  read(payload: Uint8Array): unknown | Dropped;
  /** {@link jsonText}. */
  textOf(found: unknown): string | Dropped;
}

/** For a pipeline that is the only one to look. */
export const UNSHARED_JSON: JsonSource = { read: readJsonPayload, textOf: jsonText };

/** Reads a payload once for all pipelines that look into it, and writes what several of them find once. */
export class SharedJson implements JsonSource {
  private payload: Uint8Array | null = null;
  private isRead = false;
  private value: unknown | Dropped = null;
  /** Of objects and lists: to write a large one takes longer than everything else. */
  private readonly texts = new Map<object, string | Dropped>();

  /** A new message: what was known of the one before is forgotten, even if it stood in the same bytes. */
  begin(payload: Uint8Array): void {
    this.payload = payload;
    this.isRead = false;
    this.value = null;
    this.forgetTexts();
  }

  /** Another payload than the one that was begun is read for itself. */
  read(payload: Uint8Array): unknown | Dropped {
    if (payload !== this.payload) {
      // Or they would grow with those who never begin.
      this.forgetTexts();
      return readJsonPayload(payload);
    }
    if (!this.isRead) {
      this.value = readJsonPayload(payload);
      this.isRead = true;
    }
    return this.value;
  }

  textOf(found: unknown): string | Dropped {
    if (typeof found !== 'object' || found === null) return jsonText(found);
    const known = this.texts.get(found);
    if (known !== undefined) return known;
    const text = jsonText(found);
    this.texts.set(found, text);
    return text;
  }

  private forgetTexts(): void {
    if (this.texts.size > 0) this.texts.clear();
  }
}
