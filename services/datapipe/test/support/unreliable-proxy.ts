import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server between a client and its engine that can fail in the ways that a network does. */
export class UnreliableProxy {
  /** `down`: nothing gets through. `mute`: inserts are done, and their answers are lost. */
  mode: 'up' | 'down' | 'mute' = 'up';
  /** Inserts that did not end well for the client. */
  failures = 0;
  private readonly server: Server;

  private constructor(private readonly target: URL) {
    this.server = createServer((incoming, outgoing) => this.forward(incoming, outgoing));
  }

  static async to(target: string): Promise<UnreliableProxy> {
    const proxy = new UnreliableProxy(new URL(target));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isInsert = incoming.url!.includes('RowBinary');
    if (this.mode === 'down') {
      this.failures += isInsert ? 1 : 0;
      return void incoming.socket.destroy();
    }
    const { hostname, port } = this.target;
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      if (this.mode === 'mute' && isInsert) {
        this.failures += 1;
        answer.resume();
        return void incoming.socket.destroy();
      }
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  }
}
