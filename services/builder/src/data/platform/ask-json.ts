import type { IncomingHttpHeaders } from 'node:http';
import { request, type Dispatcher } from 'undici';

/** What came back: an answer in JSON (or none to an unchanged page), or nothing that an API would say. */
export type ApiAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers: IncomingHttpHeaders;
    }
  | { readonly kind: 'silent' };

const DEADLINE_MS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;
const NOT_MODIFIED = 304;
const TOO_MANY = 429;
const SILENT: ApiAnswer = { kind: 'silent' };

const readLimited = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    if ((size += part.length) > MAX_BYTES) throw new Error('the answer is too large');
  }
  return Buffer.concat(parts);
};

/**
 * Asks an API. A host that cannot be reached, or that answers a page or plain text, is no such API: `silent`. A
 * redirect is not followed, for it would carry the token elsewhere.
 */
export const askJson = async (
  dispatcher: Dispatcher,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<ApiAnswer> => {
  try {
    const answer = await request(url, {
      dispatcher,
      headers: { 'user-agent': 'unitfleet', ...headers },
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { statusCode: status, headers: got } = answer;
    const bytes = await readLimited(answer.body);
    const isJson = String(got['content-type'] ?? '').includes('json');
    // A gateway in front of an API limits in plain text.
    if (!isJson && status !== NOT_MODIFIED && status !== TOO_MANY) return SILENT;
    const body: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : null;
    return { kind: 'answer', status, body, headers: got };
  } catch {
    return SILENT;
  }
};
