import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BrokerCore } from '../core/core';
import { ApiAccess } from './api-access';
import { ApiError, type ApiReply, routes } from './routes';
import { prometheusText } from './prometheus-text';

const MAX_BODY = 4 * 1024 * 1024;

/** EMQX's management API as far as the fleet uses it (docs/protocol/emqx.md, "REST"). Not listening yet. */
export function startManagementApi(core: BrokerCore): Server {
  const access = new ApiAccess(core.options.api);
  const table = routes(core, access);
  return createServer((request, response) => {
    answer(request, table, access, core)
      .catch((error: unknown) => failure(error))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
}

async function answer(
  request: IncomingMessage,
  table: ReturnType<typeof routes>,
  access: ApiAccess,
  core: BrokerCore,
): Promise<ApiReply> {
  const url = new URL(request.url ?? '/', 'http://broker');
  if (url.pathname === '/status')
    return { status: 200, text: `Node ${core.options.node} is started\nemqx is running` };
  if (url.pathname === '/metrics') return { status: 200, text: prometheusText(core) };
  for (const { method, path, open, run } of table) {
    const match = method === request.method ? path.exec(url.pathname) : null;
    if (!match) continue;
    if (!open && !access.permits(request.headers.authorization)) {
      throw new ApiError(401, 'AUTHORIZATION_HEADER_ERROR', 'Support authorization: basic/bearer ');
    }
    const params = match.slice(1).map((part) => decodeURIComponent(part));
    return run({ params, query: url.searchParams, body: await readJson(request) });
  }
  throw new ApiError(404, 'API_NOT_EXIST', 'Request Path Not Found');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new ApiError(413, 'BAD_REQUEST', 'Request body is too large');
    parts.push(part);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    throw new ApiError(400, 'BAD_REQUEST', 'Invalid json message received');
  }
}

function failure(error: unknown): ApiReply {
  if (error instanceof ApiError)
    return { status: error.status, json: { code: error.code, message: error.message } };
  if (error instanceof URIError)
    return { status: 400, json: { code: 'BAD_REQUEST', message: error.message } };
  return { status: 500, json: { code: 'INTERNAL_ERROR', message: String(error) } };
}

function send(response: ServerResponse, reply: ApiReply): void {
  const body = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
  const type = reply.json === undefined ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(reply.status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
