import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { HookOptions } from '../options';

export interface HookAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the auth hook in EMQX's format. No answer, 503 and `"result":"unavailable"` all mean: not now, ask again. */
export class HookClient {
  private readonly agent: Agent;
  private closed = false;

  constructor(readonly options: HookOptions) {
    this.agent = new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 30_000 });
  }

  /**
   * Asks until there is an answer. Null when it was given up: at the deadline (epoch milliseconds), when `abandoned`
   * says so between two attempts, or when the client was closed.
   */
  async ask(
    url: string,
    body: Readonly<Record<string, string>>,
    deadline: number,
    abandoned: () => boolean,
  ): Promise<HookAnswer | null> {
    const { retryMinMs, retryMaxMs, requestTimeoutMs } = this.options;
    for (let pause = retryMinMs; ; pause = Math.min(pause * 2, retryMaxMs)) {
      const left = deadline - Date.now();
      if (left <= 0 || this.closed) return null;
      const answer = await this.askOnce(url, body, Math.min(requestTimeoutMs, left));
      if (answer) return answer;
      if (abandoned() || this.closed) return null;
      // Jitter, so that a thousand waiting devices do not come back in one burst.
      const wait = pause * (0.75 + Math.random() / 2);
      await delay(Math.max(0, Math.min(wait, deadline - Date.now())), undefined, { ref: false });
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.agent.destroy();
  }

  private async askOnce(
    url: string,
    body: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<HookAnswer | null> {
    try {
      const response = await request(url, {
        dispatcher: this.agent,
        method: 'POST',
        headers: { ...this.options.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
      });
      const answer = { status: response.statusCode, body: parseObject(await response.body.text()) };
      return answer.status === 503 || answer.body['result'] === 'unavailable' ? null : answer;
    } catch {
      return null;
    }
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
