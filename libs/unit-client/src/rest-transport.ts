import { open } from 'node:fs/promises';
import { rename, rm } from 'node:fs/promises';
import { RestError, messageOf } from './errors';
import type { Settings } from './settings';

/** How a request is limited. */
export interface RestLimits {
  /** For the whole of a question and for each pause within a download; 30,000 unless said otherwise. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/** HTTP as the platform speaks it with devices (docs/protocol/device.md 7.1). Everything that fails is a `RestError`. */
export class RestTransport {
  private readonly timeoutMs: number;

  constructor(
    private readonly settings: Settings,
    { timeoutMs = TIMEOUT_MS }: RestLimits = {},
  ) {
    this.timeoutMs = timeoutMs;
  }

  /** The body of a successful answer. `path` begins after the API's prefix. */
  async call(method: string, path: string, body?: object): Promise<Buffer> {
    try {
      const response = await fetch(
        this.url(path),
        this.request(method, body, AbortSignal.timeout(this.timeoutMs)),
      );
      const bytes = Buffer.from(await response.arrayBuffer());
      if (!response.ok) throw new RestError(response.status, bytes.toString('utf8').slice(0, 1_000), path);
      return bytes;
    } catch (error) {
      throw asRestError(error, path);
    }
  }

  /** Stores the body of a successful answer at `target`, which is replaced only when all of it is there. */
  async download(path: string, target: string, maxBytes: number): Promise<void> {
    await this.store(
      this.url(path),
      (signal) => this.request('GET', undefined, signal),
      path,
      target,
      maxBytes,
    );
  }

  /** The same from anywhere else: without the token, which is the platform's, and with redirects. */
  async downloadForeign(url: string, target: string, maxBytes: number): Promise<void> {
    if (!/^https?:\/\//i.test(url)) throw new RestError(0, 'only http and https are downloaded', url);
    await this.store(url, (signal) => ({ signal }), url, target, maxBytes);
  }

  private async store(
    url: string,
    request: (signal: AbortSignal) => RequestInit,
    name: string,
    target: string,
    maxBytes: number,
  ): Promise<void> {
    const partial = `${target}.part`;
    const abort = new AbortController();
    // A large file on a slow line is fine as long as it moves.
    const idle = setTimeout(() => abort.abort(new Error('the answer stopped coming')), this.timeoutMs);
    try {
      const response = await fetch(url, request(abort.signal));
      if (!response.ok) throw new RestError(response.status, (await response.text()).slice(0, 1_000), name);
      const announced = Number(response.headers.get('content-length') ?? NaN);
      if (announced > maxBytes) throw new RestError(response.status, `${announced} bytes are too many`, name);
      const received = await writeBody(response, partial, maxBytes, () => idle.refresh());
      // What a proxy unpacked on the way is longer than announced.
      const isPlain = response.headers.get('content-encoding') === null;
      if (isPlain && !Number.isNaN(announced) && announced !== received) {
        throw new RestError(response.status, `${received} of ${announced} bytes came`, name);
      }
      await rename(partial, target);
    } catch (error) {
      abort.abort();
      await rm(partial, { force: true });
      throw asRestError(error, name);
    } finally {
      clearTimeout(idle);
    }
  }

  private url(path: string): string {
    const { PU_HTTP_TYPE, PU_DOMAIN, PU_APP_PREFIX, PU_API_ACTUAL_PREFIX } = this.settings;
    return `${PU_HTTP_TYPE}://${PU_DOMAIN}${PU_APP_PREFIX}${PU_API_ACTUAL_PREFIX}${path}`;
  }

  private request(method: string, body: object | undefined, signal: AbortSignal): RequestInit {
    return {
      method,
      headers: {
        accept: 'application/json',
        'x-auth-token': this.settings.PU_AUTH_TOKEN,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      // The token belongs to this origin only.
      redirect: 'error',
      signal,
    };
  }
}

async function writeBody(
  response: Response,
  path: string,
  maxBytes: number,
  onProgress: () => void,
): Promise<number> {
  const file = await open(path, 'w');
  let received = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      received += chunk.length;
      if (received > maxBytes) throw new RestError(response.status, `more than ${maxBytes} bytes came`, path);
      await file.writeFile(chunk);
      onProgress();
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return received;
}

/** `fetch` says only "fetch failed"; the cause says why. */
function asRestError(error: unknown, path: string): RestError {
  if (error instanceof RestError) return error;
  const reason = messageOf((error as { cause?: unknown }).cause ?? error);
  return new RestError(0, reason, path, { cause: error });
}
