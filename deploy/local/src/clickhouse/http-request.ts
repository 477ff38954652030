import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ClickHouseError } from './clickhouse-error';

/** Parameters that steer the HTTP interface itself; all others are settings of the query. */
const NOT_SETTINGS = new Set([
  'query',
  'database',
  'query_id',
  'user',
  'password',
  'role',
  'quota_key',
  'default_format',
  'wait_end_of_query',
  'buffer_size',
  'compress',
  'decompress',
  'enable_http_compression',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
  // An insert is answered after it is written, which is what these settings wait for.
  'async_insert',
  'wait_for_async_insert',
]);
const REFUSED = ['session_id', 'compress', 'decompress'];

export interface QueryContext {
  database: string;
  settings: ReadonlyArray<readonly [name: string, value: string]>;
  /** Values of `{name:Type}` placeholders, as the client escaped them. */
  params: ReadonlyArray<readonly [name: string, value: string]>;
}

export interface QueryRequest extends QueryContext {
  /** Undefined when the whole statement is in the body. */
  query?: string;
  queryId?: string;
  defaultFormat: string;
  wantsGzip: boolean;
}

export interface Credentials {
  user: string;
  password: string;
}

export function readQueryRequest(url: URL, headers: IncomingHttpHeaders): QueryRequest {
  const search = url.searchParams;
  for (const name of REFUSED) {
    const value = search.get(name);
    if (value && value !== '0') throw unsupported(`the parameter ${name}`);
  }
  if (headers['content-type']?.startsWith('multipart/')) throw unsupported('a multipart body');
  const entries = [...search];
  return {
    query: search.get('query') ?? undefined,
    queryId: search.get('query_id') ?? undefined,
    database: search.get('database') ?? header(headers, 'x-clickhouse-database') ?? 'default',
    defaultFormat: search.get('default_format') ?? header(headers, 'x-clickhouse-format') ?? 'TabSeparated',
    wantsGzip:
      search.get('enable_http_compression') === '1' && /\bgzip\b/.test(headers['accept-encoding'] ?? ''),
    settings: entries.filter(([name]) => !NOT_SETTINGS.has(name) && !name.startsWith('param_')),
    params: entries.flatMap(([name, value]) =>
      name.startsWith('param_') ? [[name.slice(6), value] as const] : [],
    ),
  };
}

/** @throws ClickHouseError 516 unless the request carries `expected`, in any of the three ways of ClickHouse */
export function authenticate(url: URL, headers: IncomingHttpHeaders, expected: Credentials): void {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const [basicUser, basicPassword] = basic ? splitOnce(Buffer.from(basic, 'base64').toString('utf8')) : [];
  const user = basicUser ?? header(headers, 'x-clickhouse-user') ?? url.searchParams.get('user') ?? 'default';
  const password =
    basicPassword ?? header(headers, 'x-clickhouse-key') ?? url.searchParams.get('password') ?? '';
  if (user === expected.user && password === expected.password) return;
  throw new ClickHouseError(
    516,
    'AUTHENTICATION_FAILED',
    `${user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

/** The body as it was before `Content-Encoding`. */
export function decodedBody(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  const decoder = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (!decoder) throw unsupported(`Content-Encoding ${encoding}`);
  const decoded = decoder();
  request.on('error', (error) => decoded.destroy(error));
  return request.pipe(decoded);
}

function unsupported(what: string): ClickHouseError {
  return new ClickHouseError(48, 'NOT_IMPLEMENTED', `The embedded engine does not support ${what}.`);
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
