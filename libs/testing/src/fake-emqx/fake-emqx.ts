import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessRoutes, type HookStatus } from './emqx-access-routes';
import { checked, EmqxRefusal, ok, type EmqxAnswer } from './emqx-answer';
import { clientRoutes, type EmqxDeeds } from './emqx-client-routes';
import { listenerRoutes } from './emqx-listener-routes';
import { loginSchema } from './emqx-schema';
import { EmqxState, type FakeClient } from './emqx-state';
import type { Route } from './route';

/** A request as it came; the body as it was sent. */
export interface EmqxCall {
  readonly method: string;
  /** Below `/api/v5`, with the query. */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
}

export interface FakeEmqxOptions {
  /** Default true, as EMQX's own configuration; false: as `deploy/emqx/emqx.conf`, closed until it is provisioned. */
  readonly isOpen?: boolean;
}

/**
 * The management API of EMQX 5.8 as `docs/protocol/emqx.md` records it, without a broker behind it: as strict about
 * what it takes, with the same answers, and with everything that a test may want to happen to it.
 */
export class FakeEmqx {
  /** Of the dashboard, for `POST /login`. */
  readonly dashboard = { username: 'admin', password: 'dashboard-secret' };
  readonly apiKey = { key: 'unitfleet', secret: 'api-secret' };
  /** Everything that was asked, in order. */
  readonly calls: EmqxCall[] = [];
  readonly deeds: EmqxDeeds = { kicked: [], forgotten: [], published: [] };
  /** Answers this instead of everything else while it is set; 0 never answers. */
  failure: number | null = null;
  hookStatus: HookStatus = 'connected';
  /** Whom a publication reaches. */
  subscribedTopics = new Set<string>();
  /** Called before a request is answered; may refuse it by throwing an `EmqxRefusal`. */
  before: (method: string, path: string) => void | Promise<void> = () => undefined;
  private readonly refusals = new Map<string, number>();
  private held: EmqxState;
  private readonly routes: readonly Route[];

  private constructor(
    private readonly server: Server,
    private readonly options: FakeEmqxOptions,
  ) {
    this.held = new EmqxState(options.isOpen ?? true);
    const state = () => this.held;
    this.routes = [
      ...accessRoutes(state, () => this.hookStatus),
      ...listenerRoutes(state),
      ...clientRoutes(state, this.deeds, (topic) => this.subscribedTopics.has(topic)),
    ];
    server.on('request', (request, response) => void this.serve(request, response));
  }

  static async start(options: FakeEmqxOptions = {}): Promise<FakeEmqx> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeEmqx(server, options);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Without credentials. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** With the API key, as `BROKER_API_URL` has it. */
  get urlWithKey(): string {
    return this.url.replace('://', `://${this.apiKey.key}:${this.apiKey.secret}@`);
  }

  get state(): EmqxState {
    return this.held;
  }

  /** A restart that has lost everything but its configuration file. */
  empty(): void {
    this.held = new EmqxState(this.options.isOpen ?? true);
  }

  /** From now on this call is answered with that status; null: as it should be. The path is below `/api/v5`. */
  refuse(method: string, path: string, status: number | null): void {
    if (status === null) this.refusals.delete(`${method} ${path}`);
    else this.refusals.set(`${method} ${path}`, status);
  }

  /** Every token of the dashboard is too old. */
  expireTokens(): void {
    this.held.tokens.clear();
  }

  connect(client: FakeClient): void {
    this.held.clients.set(client.clientid, client);
  }

  /** Requests that were to change something, `METHOD /path` each. */
  changes(): string[] {
    return this.calls
      .filter(({ method, path, status }) => method !== 'GET' && path !== '/login' && status < 300)
      .map(({ method, path }) => `${method} ${path}`);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://emqx');
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api\/v5/, '') + url.search;
    let body: unknown;
    let answer: EmqxAnswer;
    try {
      body = await readBody(request);
      await this.before(method, path);
      if (this.failure === 0) return;
      const refusal = this.failure ?? this.refusals.get(`${method} ${path}`);
      if (refusal !== undefined) throw new EmqxRefusal(refusal, 'INTERNAL_ERROR', 'as the test wants it');
      answer = this.answer(method, url, body, request.headers.authorization);
    } catch (error) {
      if (!(error instanceof EmqxRefusal)) throw error;
      answer = { status: error.status, json: { code: error.code, message: error.message } };
    }
    this.calls.push({ method, path, body, status: answer.status });
    const text = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
    response.writeHead(answer.status, {
      'content-type': answer.json === undefined ? 'text/plain' : 'application/json',
    });
    response.end(text);
  }

  private answer(method: string, url: URL, body: unknown, authorization: string | undefined): EmqxAnswer {
    if (url.pathname === '/status')
      return { status: 200, text: 'Node emqx@127.0.0.1 is started\nemqx is running' };
    if (url.pathname === '/api-docs/swagger.json') return ok({ openapi: '3.0.0' });
    if (url.pathname === '/api/v5/login' && method === 'POST') return this.login(body);
    this.admit(authorization);
    const known = this.routes.filter(({ path }) => path.test(url.pathname));
    if (known.length === 0) throw new EmqxRefusal(404, 'API_NOT_EXIST', 'Request Path Not Found');
    const route = known.find((one) => one.method === method);
    if (!route) throw new EmqxRefusal(405, 'METHOD_NOT_ALLOWED', `${method} is not allowed`);
    const params = route.path.exec(url.pathname)!.slice(1).map(decodeURIComponent);
    return route.run({ params, query: url.searchParams, body });
  }

  private login(body: unknown): EmqxAnswer {
    const { username, password } = checked(loginSchema, body);
    if (username !== this.dashboard.username || password !== this.dashboard.password)
      throw new EmqxRefusal(401, 'BAD_USERNAME_OR_PWD', 'Auth failed');
    const token = randomBytes(16).toString('hex');
    this.held.tokens.add(token);
    return ok({ license: { edition: 'opensource' }, token, version: '5.8.8' });
  }

  private admit(authorization: string | undefined): void {
    const [scheme, value = ''] = authorization?.split(' ') ?? [];
    if (scheme === 'Bearer' && !this.held.tokens.has(value))
      throw new EmqxRefusal(401, 'BAD_TOKEN', 'Get a token');
    if (scheme === 'Bearer') return;
    if (scheme !== 'Basic')
      throw new EmqxRefusal(401, 'AUTHORIZATION_HEADER_ERROR', 'Support authorization: basic/bearer ');
    const { key, secret } = this.apiKey;
    if (Buffer.from(value, 'base64').toString() !== `${key}:${secret}`)
      throw new EmqxRefusal(401, 'BAD_API_KEY_OR_SECRET', 'Check api_key/api_secret');
  }
}

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new EmqxRefusal(400, 'BAD_REQUEST', 'Invalid json message received');
  }
};
