import { request, type Dispatcher } from 'undici';

/** What came back: an answer in JSON, or nothing that an API would say. */
export type ApiAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly next: string | null }
  | { readonly kind: 'silent' };

const DEADLINE_MS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;
const SILENT: ApiAnswer = { kind: 'silent' };

const nextLink = (link: string | string[] | undefined): string | null =>
  /<([^>]+)>\s*;[^,]*rel="?next"?/.exec(String(link ?? ''))?.[1] ?? null;

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
    const bytes = await readLimited(answer.body);
    if (!String(answer.headers['content-type'] ?? '').includes('json')) return SILENT;
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return { kind: 'answer', status: answer.statusCode, body, next: nextLink(answer.headers.link) };
  } catch {
    return SILENT;
  }
};
