import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Git host that answers the fetch itself only when it is let go: a fetch can be watched, or killed, while it waits. */
export class HoldingProxy {
  private release: () => void = () => undefined;
  private gate: Promise<void> = Promise.resolve();
  private arrived: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param api where questions for `/api/` go, when not to the host */
  static async before(target: string, api = target): Promise<HoldingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new HoldingProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on(
      'request',
      (incoming, outgoing) =>
        void proxy.forward(incoming.url?.startsWith('/api/') ? api : target, incoming, outgoing),
    );
    return proxy;
  }

  /** Holds fetches from now on; resolves when the first has come. */
  hold(): Promise<void> {
    this.gate = new Promise((resolve) => (this.release = resolve));
    return new Promise((resolve) => (this.arrived = resolve));
  }

  letGo(): void {
    this.release();
  }

  async stop(): Promise<void> {
    this.letGo();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    if (Buffer.concat(parts).includes('want ')) {
      this.arrived();
      await this.gate;
    }
    const { method, url, headers } = incoming;
    const onward = request(`${target}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(Buffer.concat(parts));
  }
}
