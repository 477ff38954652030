import { Agent, request } from 'undici';

/** Whoever orders a kick waits for five seconds: two calls after one another fit in. */
const DEADLINE_MS = 2_000;
/** EMQX takes its time to change its configuration. */
const CHANGE_DEADLINE_MS = 10_000;
/** Calls under way at once; a block of a user with a thousand Units must not look like an attack. */
const CONNECTIONS = 16;

/** Who calls: an API key, or a user of the dashboard, whose token ends by itself. */
export type BrokerCredentials =
  | { readonly kind: 'key'; readonly key: string; readonly secret: string }
  | { readonly kind: 'login'; readonly username: string; readonly password: string };

/** The broker's management API refused, failed, or did not answer; then `status` is 0. */
export class BrokerApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    call: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${call}: ${status === 0 ? 'no answer' : status} ${code} ${reason}`.trim(), options);
    this.name = 'BrokerApiError';
  }
}

/** Whether the broker says that there is no such thing. */
export const isMissing = (error: unknown): boolean => error instanceof BrokerApiError && error.status === 404;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The broker's management API in EMQX's form (`docs/protocol/emqx.md`): credentials, deadline, errors. */
export class BrokerApi {
  private readonly origin: string;
  private readonly agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: DEADLINE_MS },
  });
  private token: Promise<string> | null = null;
  private failed = 0;

  constructor(
    url: string,
    private readonly credentials: BrokerCredentials,
  ) {
    this.origin = new URL(url).origin;
  }

  /** Calls that failed or were refused, but for "there is no such thing". */
  get failures(): number {
    return this.failed;
  }

  get(path: string): Promise<ApiAnswer> {
    return this.call('GET', path);
  }

  post(path: string, body?: unknown): Promise<ApiAnswer> {
    return this.call('POST', path, body);
  }

  put(path: string, body: unknown): Promise<ApiAnswer> {
    return this.call('PUT', path, body);
  }

  delete(path: string): Promise<ApiAnswer> {
    return this.call('DELETE', path);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async call(method: Method, path: string, body?: unknown): Promise<ApiAnswer> {
    try {
      return await this.authorized(method, path, body);
    } catch (error) {
      if (!isMissing(error)) this.failed += 1;
      throw error;
    }
  }

  private async authorized(method: Method, path: string, body: unknown): Promise<ApiAnswer> {
    const token = this.token;
    try {
      return await this.send(method, path, body, await this.authorization());
    } catch (error) {
      const isStale = error instanceof BrokerApiError && error.status === 401 && token !== null;
      if (!isStale || this.credentials.kind !== 'login') throw error;
      // It was too old, or of a former life of the broker. Others may have logged in again already.
      if (this.token === token) this.token = null;
      return this.send(method, path, body, await this.authorization());
    }
  }

  private async authorization(): Promise<string> {
    const { credentials } = this;
    if (credentials.kind === 'key') {
      const pair = Buffer.from(`${credentials.key}:${credentials.secret}`);
      return `Basic ${pair.toString('base64')}`;
    }
    this.token ??= this.login(credentials.username, credentials.password);
    const token = this.token;
    try {
      return `Bearer ${await token}`;
    } catch (error) {
      if (this.token === token) this.token = null;
      throw error;
    }
  }

  private async login(username: string, password: string): Promise<string> {
    const { body } = await this.send('POST', 'login', { username, password });
    return String((body as { token?: unknown } | null)?.token);
  }

  private async send(
    method: Method,
    path: string,
    body?: unknown,
    authorization?: string,
  ): Promise<ApiAnswer> {
    const call = `${method} ${path.split('?', 1)[0]}`;
    const { status, text } = await this.exchange(method, path, body, authorization).catch(
      (cause: unknown) => {
        throw new BrokerApiError(0, '', call, (cause as Error).message, { cause });
      },
    );
    const answer = parsed(text);
    if (status >= 400) {
      const { code = '', message = '' } = (answer ?? {}) as { code?: string; message?: string };
      throw new BrokerApiError(status, code, call, String(message).slice(0, 500));
    }
    return { status, body: answer };
  }

  private async exchange(method: Method, path: string, body: unknown, authorization: string | undefined) {
    const deadlineMs = method === 'POST' || method === 'PUT' ? CHANGE_DEADLINE_MS : DEADLINE_MS;
    const answer = await request(`${this.origin}/api/v5/${path}`, {
      method,
      dispatcher: this.agent,
      // Of the whole call: a broker that hangs may well have answered the beginning.
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }
}

/** EMQX answers some errors in plain text. */
const parsed = (text: string): unknown => {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return { message: text };
  }
};
