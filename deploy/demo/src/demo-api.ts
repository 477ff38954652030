/** The platform refused a call; `status` and `detail` as in docs/protocol/rest-graphql.md 1.5. */
export class DemoApiError extends Error {
  override readonly name = 'DemoApiError';

  constructor(
    readonly status: number,
    readonly detail: string,
    call: string,
  ) {
    super(`${call}: ${status}: ${detail}`);
  }
}

const RETRIED = new Set([429, 502, 503, 504]);
const ATTEMPTS = 10;
const PAUSE_MS = 500;
const TIMEOUT_MS = 90_000;

/** REST of the platform as the demo's user; `apiUrl` ends in `/api/v1`. */
export class DemoApi {
  constructor(
    private readonly apiUrl: string,
    private token = '',
  ) {}

  /** Registers the user if the platform does not know the login, then logs in. Returns the token. */
  async signIn(login: string, password: string): Promise<string> {
    const credentials = { credentials: login, password };
    try {
      ({ token: this.token } = await this.post<{ token: string }>('/users/auth', credentials));
    } catch (error) {
      if (!(error instanceof DemoApiError) || error.status !== 422) throw error;
      await this.post('/users', { login, password });
      ({ token: this.token } = await this.post<{ token: string }>('/users/auth', credentials));
    }
    return this.token;
  }

  async get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : '';
    return this.json<T>(await this.call('GET', `${path}${search}`));
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return this.json<T>(await this.call('POST', path, body));
  }

  async patch<T>(path: string, body?: unknown): Promise<T> {
    return this.json<T>(await this.call('PATCH', path, body));
  }

  async upload(path: string, field: string, fileName: string, content: string): Promise<void> {
    const form = new FormData();
    form.append(field, new Blob([content]), fileName);
    await this.call('POST', path, form);
  }

  async download(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.call('GET', path)).arrayBuffer());
  }

  private async json<T>(response: Response): Promise<T> {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Services that start or restart answer a little later; anything else is final. */
  private async call(method: string, path: string, body?: unknown): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${this.apiUrl}${path}`, {
        method,
        headers: {
          ...(this.token ? { 'x-auth-token': this.token } : {}),
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response;
      const text = await response.text();
      if (!RETRIED.has(response.status) || attempt === ATTEMPTS) {
        throw new DemoApiError(response.status, detailOf(text), `${method} ${path}`);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail: unknown };
    return typeof detail === 'string' ? detail : JSON.stringify(detail);
  } catch {
    return text.slice(0, 500);
  }
}

/** Asks again until `ready` accepts the answer; throws after `timeoutMs`, saying what was awaited. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  ready: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (ready(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
