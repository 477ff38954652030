import { setTimeout as sleep } from 'node:timers/promises';
import { FormData, request } from 'undici';

/** The platform refused a call; `detail` as in docs/protocol/rest-graphql.md 1.5. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';

  constructor(
    readonly status: number,
    readonly detail: string,
    call: string,
  ) {
    super(`${call}: ${status}: ${detail}`);
  }
}

export interface ApiOptions {
  /** Ends in `/api/v1`. */
  readonly baseUrl: string;
  /** Requests a second at most; 0 for as fast as answers come. */
  readonly perSecond: number;
  /** Ends the waiting for a turn or for an instance that is busy. */
  readonly ending: AbortSignal;
}

/** Busy or starting: asked again. Everything else is final. */
const RETRIED = new Set([429, 502, 503, 504]);
const ATTEMPTS = 20;
const PAUSE_MS = 500;
const SECOND_MS = 1_000;
const TIMEOUT_MS = 60_000;

/** REST as a user of the instance, within the limits that it sets. */
export class PlatformApi {
  private token = '';
  /** When the next request may leave. */
  private nextAt = 0;

  constructor(private readonly options: ApiOptions) {}

  /** @param token of a user, from then on sent with every request */
  identify(token: string): void {
    this.token = token;
  }

  get<Answer>(path: string, query: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path);
  }

  post<Answer>(path: string, json: unknown): Promise<Answer> {
    return this.call('POST', path, JSON.stringify(json));
  }

  delete(path: string): Promise<void> {
    return this.call('DELETE', path);
  }

  upload(path: string, field: string, content: string): Promise<void> {
    const form = new FormData();
    form.append(field, new Blob([content]), 'pipeline.yml');
    return this.call('POST', path, form);
  }

  private async call<Answer>(method: string, path: string, body?: string | FormData): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      await this.turn();
      const { status, text, pauseMs } = await this.ask(method, path, body);
      if (status < 300) return (text === '' ? undefined : JSON.parse(text)) as Answer;
      if (!RETRIED.has(status) || attempt === ATTEMPTS)
        throw new PlatformError(status, detailOf(text), `${method} ${path}`);
      await this.wait(pauseMs ?? PAUSE_MS * attempt);
    }
  }

  private async ask(method: string, path: string, body?: string | FormData) {
    const { baseUrl, ending } = this.options;
    const answer = await request(`${baseUrl}${path}`, {
      method: method as 'GET',
      headers: {
        ...(this.token ? { 'x-auth-token': this.token } : {}),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      body: body as string,
      headersTimeout: TIMEOUT_MS,
      signal: ending,
    });
    const retryAfterS = Number(answer.headers['retry-after']);
    return {
      status: answer.statusCode,
      text: await answer.body.text(),
      pauseMs: retryAfterS > 0 ? retryAfterS * SECOND_MS : null,
    };
  }

  private async turn(): Promise<void> {
    const { perSecond } = this.options;
    if (perSecond === 0) return;
    const now = performance.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + SECOND_MS / perSecond;
    await this.wait(at - now);
  }

  private async wait(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.options.ending });
  }
}

const detailOf = (text: string): string => {
  try {
    const { detail } = JSON.parse(text) as { detail: unknown };
    return typeof detail === 'string' ? detail : JSON.stringify(detail);
  } catch {
    return text.slice(0, 200);
  }
};
