import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { BrokerCore } from '../core/core';
import type { Session } from '../core/session';
import type { Connection } from '../core/connection';
import { subscriptionView } from '../session-events';
import type { ApiAccess } from './api-access';
import { clientView } from './client-view';

export interface ApiRequest {
  /** What the groups of the path matched, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface ApiReply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
}

export interface ApiRoute {
  readonly method: string;
  readonly path: RegExp;
  /** Needs no credentials. */
  readonly open?: boolean;
  readonly run: (request: ApiRequest) => ApiReply;
}

/** An error in EMQX's form `{code, message}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const DONE: ApiReply = { status: 204 };
const loginSchema = z.object({ username: z.string(), password: z.string() });
const bulkSchema = z.array(z.string());
const pageSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  username: z.string().optional(),
  ip_address: z.string().optional(),
  like_clientid: z.string().optional(),
  /** Ours alone: EMQX names users always. */
  with: z.literal('username').optional(),
});
const publishSchema = z.object({
  topic: z.string(),
  payload: z.string().default(''),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
  retain: z.boolean().optional(),
  payload_encoding: z.enum(['plain', 'base64']).default('plain'),
});

export function routes(core: BrokerCore, access: ApiAccess): readonly ApiRoute[] {
  const client = `/api/v5/clients/([^/]+)`;
  const at = (path: string) => new RegExp(`^${path}$`);
  return [
    { method: 'POST', path: at('/api/v5/login'), open: true, run: ({ body }) => login(access, body) },
    {
      method: 'GET',
      path: at('/api/v5/status'),
      run: () => ({ status: 200, text: `${core.options.node} is running` }),
    },
    { method: 'GET', path: at('/api/v5/metrics'), run: () => ({ status: 200, json: [metricsView(core)] }) },
    { method: 'GET', path: at('/api/v5/clients'), run: ({ query }) => list(core, query) },
    { method: 'POST', path: at('/api/v5/clients/kickout/bulk'), run: ({ body }) => kickAll(core, body) },
    {
      method: 'GET',
      path: at(client),
      run: ({ params }) => ({ status: 200, json: clientView(find(core, params[0]), core.options.node) }),
    },
    { method: 'DELETE', path: at(client), run: ({ params }) => kick(core, params[0]) },
    {
      method: 'GET',
      path: at(`${client}/subscriptions`),
      run: ({ params }) => subscriptions(core, find(core, params[0])),
    },
    {
      method: 'DELETE',
      path: at(`${client}/authorization/cache`),
      run: ({ params }) => forget([find(core, params[0])]),
    },
    { method: 'DELETE', path: at('/api/v5/authorization/cache'), run: () => forget(core.registry.all()) },
    { method: 'POST', path: at('/api/v5/publish'), run: ({ body }) => publish(core, body) },
  ];
}

function login(access: ApiAccess, body: unknown): ApiReply {
  const { username, password } = check(loginSchema, body);
  const token = access.login(username, password);
  if (!token) throw new ApiError(401, 'BAD_USERNAME_OR_PWD', 'Auth failed');
  return { status: 200, json: { license: { edition: 'opensource' }, token, version: '5.8.8' } };
}

function list(core: BrokerCore, query: URLSearchParams): ApiReply {
  const { page, limit, with: besides, ...wanted } = check(pageSchema, Object.fromEntries(query));
  const all = [...core.registry.all()].filter((one) => isWanted(one, wanted));
  const isNamingUsers = besides !== undefined || wanted.username !== undefined;
  const data = all
    .slice((page - 1) * limit, page * limit)
    // A user name may be a token: only who knows it, or asks for it by name, is shown it.
    .map((session) => ({
      ...clientView(session, core.options.node),
      username: isNamingUsers ? session.username : undefined,
    }));
  return {
    status: 200,
    json: { data, meta: { page, limit, count: all.length, hasnext: page * limit < all.length } },
  };
}

type Wanted = Pick<z.infer<typeof pageSchema>, 'username' | 'ip_address' | 'like_clientid'>;

function isWanted(session: Session<Connection>, { username, ip_address, like_clientid }: Wanted): boolean {
  if (username !== undefined && session.username !== username) return false;
  if (ip_address !== undefined && session.outlet?.client?.peerhost !== ip_address) return false;
  return like_clientid === undefined || session.clientId.includes(like_clientid);
}

function kick(core: BrokerCore, clientId: string | undefined): ApiReply {
  if (!core.registry.kick(find(core, clientId).clientId)) throw unknownClient();
  return DONE;
}

function kickAll(core: BrokerCore, body: unknown): ApiReply {
  for (const clientId of check(bulkSchema, body)) core.registry.kick(clientId);
  return DONE;
}

function forget(sessions: Iterable<Session<Connection>>): ApiReply {
  for (const session of sessions) session.outlet?.authorizer?.forget();
  return DONE;
}

function subscriptions(core: BrokerCore, session: Session<Connection>): ApiReply {
  const json = [...session.subscriptions.values()].map(({ parsed, options }) => ({
    clientid: session.clientId,
    node: core.options.node,
    topic: parsed.raw,
    ...subscriptionView(options),
  }));
  return { status: 200, json };
}

function publish(core: BrokerCore, body: unknown): ApiReply {
  const { topic, payload, qos, payload_encoding } = check(publishSchema, body);
  const route = core.router.route(topic);
  if (!route) throw new ApiError(400, 'BAD_REQUEST', 'invalid_topic_name');
  const reached = core.router.publish(
    route,
    Buffer.from(payload, payload_encoding === 'base64' ? 'base64' : 'utf8'),
    qos,
  );
  if (reached > 0) return { status: 200, json: { id: randomUUID().replaceAll('-', '').toUpperCase() } };
  return { status: 202, json: { message: 'no_matching_subscribers', reason_code: 16 } };
}

function metricsView({ metrics, registry, options }: BrokerCore): Record<string, unknown> {
  return { node: options.node, ...metrics.all(), 'sessions.count': registry.size };
}

function find(core: BrokerCore, clientId: string | undefined): Session<Connection> {
  const session = core.registry.get(clientId ?? '');
  if (!session) throw unknownClient();
  return session;
}

function unknownClient(): ApiError {
  return new ApiError(404, 'CLIENTID_NOT_FOUND', 'Client ID not found');
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ApiError(400, 'BAD_REQUEST', z.prettifyError(parsed.error));
  return parsed.data;
}
