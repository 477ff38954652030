import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A platform whose API answers what the test says. */
export class FakePlatform {
  readonly asked: Asked[] = [];
  answer: (asked: Asked) => Answer = () => ({ status: 404, body: { message: 'Not Found' } });

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakePlatform> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const platform = new FakePlatform(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', ({ url, headers }, response) => {
      const { pathname, searchParams } = new URL(url ?? '/', platform.url);
      const asked = { path: pathname, query: searchParams, headers: headers as Asked['headers'] };
      platform.asked.push(asked);
      const { status = 200, body, headers: more } = platform.answer(asked);
      response.writeHead(status, { 'content-type': 'application/json', ...more });
      response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
    return platform;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
