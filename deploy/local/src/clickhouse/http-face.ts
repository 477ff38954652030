import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BodySpool } from './body-spool';
import { describeError } from './clickhouse-error';
import type { Answer, Executor } from './executor';
import {
  authenticate,
  type Credentials,
  decodedBody,
  type QueryRequest,
  readQueryRequest,
} from './http-request';
import { parseStatement } from './statement';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  JSON: 'application/json; charset=UTF-8',
  JSONCompact: 'application/json; charset=UTF-8',
  JSONEachRow: 'application/x-ndjson; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8; header=absent',
  CSVWithNames: 'text/csv; charset=UTF-8; header=present',
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
  RowBinary: 'application/octet-stream',
};
/** Below this an answer is sent as it is: compressing costs more than it saves. */
const GZIP_FROM_BYTES = 1024;

export interface HttpFaceOptions {
  executor: Executor;
  spool: BodySpool;
  credentials: Credentials;
  version: string;
}

/** ClickHouse's HTTP interface as far as `@clickhouse/client` and curl use it; not yet listening. */
export function createHttpFace(options: HttpFaceOptions): Server {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  // A client that comes back after a pause must not run into a connection that is just being closed.
  server.keepAliveTimeout = 10 * 60_000;
  server.requestTimeout = 0;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpFaceOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'GET' && isProbe(url)) {
    response.end('Ok.\n');
    return;
  }
  response.setHeader('X-ClickHouse-Server-Display-Name', 'unitfleet-local');
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  response.setHeader('X-ClickHouse-Query-Id', url.searchParams.get('query_id') ?? randomUUID());
  try {
    authenticate(url, request.headers, options.credentials);
    const query = readQueryRequest(url, request.headers);
    await execute(query, decodedBody(request), response, options);
  } catch (error) {
    sendError(request, response, error, options.version);
  }
}

function isProbe({ pathname, searchParams }: URL): boolean {
  return (
    pathname === '/ping' ||
    pathname === '/replicas_status' ||
    (pathname === '/' && !searchParams.has('query'))
  );
}

async function execute(
  request: QueryRequest,
  body: Readable,
  response: ServerResponse,
  { executor, spool }: HttpFaceOptions,
): Promise<void> {
  const beside = request.query === undefined ? undefined : parseStatement(request.query);
  if (beside?.kind === 'data-insert') {
    const rest = Buffer.from((request.query ?? '').slice(beside.dataStart));
    await insert(beside.readFrom, rest, body);
    return;
  }
  const whole = Buffer.concat([
    Buffer.from(request.query === undefined ? '' : `${request.query}\n`),
    await collect(body),
  ]);
  const text = whole.toString('utf8');
  const statement = parseStatement(text);
  if (statement.kind === 'data-insert') {
    // The rows are bytes, perhaps not UTF-8: cut them out of the body, not out of the text.
    const rows = whole.subarray(Buffer.byteLength(text.slice(0, statement.dataStart)));
    await insert(statement.readFrom, rows, Readable.from([]));
    return;
  }
  const format = statement.format ?? request.defaultFormat;
  const run = statement.reads ? executor.read.bind(executor) : executor.run.bind(executor);
  await send(await run(statement.sql, format, request), format, request.wantsGzip, response);

  async function insert(readFrom: (file: string) => string, rows: Buffer, more: Readable): Promise<void> {
    const file = await spool.write(rows, more);
    try {
      await send(await executor.insert(readFrom(file), request), 'Null', false, response, true);
    } finally {
      await spool.discard(file);
    }
  }
}

async function send(
  { pieces, rows, bytes, elapsedNs }: Answer,
  format: string,
  wantsGzip: boolean,
  response: ServerResponse,
  written = false,
): Promise<void> {
  const summary = {
    read_rows: written ? 0 : rows,
    read_bytes: written ? 0 : bytes,
    written_rows: written ? rows : 0,
    written_bytes: written ? bytes : 0,
    total_rows_to_read: 0,
    result_rows: rows,
    result_bytes: bytes,
    elapsed_ns: elapsedNs,
  };
  const texts = Object.entries(summary).map(([name, value]) => [name, String(value)]);
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(Object.fromEntries(texts)));
  response.setHeader('X-ClickHouse-Format', format);
  response.setHeader('Content-Type', CONTENT_TYPES[format] ?? 'text/plain; charset=UTF-8');
  const whole = pieces instanceof Uint8Array ? pieces : undefined;
  const gzip = wantsGzip && (!whole || whole.length >= GZIP_FROM_BYTES);
  if (whole && !gzip) {
    response.setHeader('Content-Length', whole.length);
    response.end(whole);
    return;
  }
  const source = Readable.from(pieces instanceof Uint8Array ? [pieces] : pieces, { objectMode: true });
  if (!gzip) return pipeline(source, response);
  response.setHeader('Content-Encoding', 'gzip');
  return pipeline(source, createGzip({ level: 1 }), response);
}

function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  version: string,
): void {
  // Part of the answer is gone: a broken connection is the only honest end of it.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, text } = describeError(error, version);
  response.removeHeader('Content-Encoding');
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': String(code),
  });
  response.end(text);
  // What is left of the body must be read, or the client never gets to the answer.
  request.resume();
}

async function collect(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
