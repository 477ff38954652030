import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { HookOptions } from '../options';
import { Turns } from './turns';

export interface HookAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Until when a question is asked again while there is no answer. */
export interface Patience {
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Nobody waits any more: it is not asked again. */
  readonly abandoned: () => boolean;
  /** Then it is not even asked once. */
  readonly pointlessWhenAbandoned?: boolean;
}

/** Asks the auth hook in EMQX's format. No answer, 503 and `"result":"unavailable"` all mean: not now, ask again. */
export class HookClient {
  private readonly agent: Agent;
  /** By URL, so that a storm of CONNECTs keeps no publish waiting. */
  private readonly turns = new Map<string, Turns>();
  private closed = false;

  constructor(readonly options: HookOptions) {
    const connections = options.maxQuestions * 2;
    this.agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: 30_000 });
  }

  /** Asks until there is an answer. Null when it was given up, or when the client was closed. */
  async ask(
    url: string,
    body: Readonly<Record<string, string>>,
    patience: Patience,
  ): Promise<HookAnswer | null> {
    const { retryMinMs, retryMaxMs } = this.options;
    const { deadline, abandoned } = patience;
    for (let pause = retryMinMs; ; pause = Math.min(pause * 2, retryMaxMs)) {
      const answer = await this.turnsOf(url).take(() => this.askOnce(url, body, patience));
      if (answer) return answer;
      if (abandoned() || this.closed || Date.now() >= deadline) return null;
      // Jitter, so that a thousand waiting devices do not come back in one burst.
      const wait = pause * (0.75 + Math.random() / 2);
      await delay(Math.max(0, Math.min(wait, deadline - Date.now())), undefined, { ref: false });
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.agent.destroy();
  }

  private turnsOf(url: string): Turns {
    const known = this.turns.get(url) ?? new Turns(this.options.maxQuestions);
    this.turns.set(url, known);
    return known;
  }

  private async askOnce(
    url: string,
    body: Readonly<Record<string, string>>,
    { deadline, abandoned, pointlessWhenAbandoned = false }: Patience,
  ): Promise<HookAnswer | null> {
    const left = deadline - Date.now();
    if (left <= 0 || this.closed || (pointlessWhenAbandoned && abandoned())) return null;
    try {
      const response = await request(url, {
        dispatcher: this.agent,
        method: 'POST',
        headers: { ...this.options.headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(Math.ceil(Math.min(this.options.requestTimeoutMs, left))),
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
