import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GitHost } from '@unitfleet/testing';

interface Release {
  readonly tag: string;
  /** Name of each file with where it is. */
  readonly files: Readonly<Record<string, string>>;
}

const PROJECT = /^\/api\/v4\/projects\/[^/]+(?<isReleases>\/releases)?$/;

/** A Git host whose repositories have releases, told of as GitLab does (`docs/protocol/device.md 5.4`). */
export class ReleasingHost {
  /** Newest first. */
  releases: readonly Release[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async before({ url }: GitHost): Promise<ReleasingHost> {
    const server = createServer((incoming, outgoing) => host.serve(incoming, outgoing));
    const host = new ReleasingHost(server, url);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return host;
  }

  /** The address of what the host behind has at `url`. */
  urlOf(url: string): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${new URL(url).pathname}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { pathname } = new URL(incoming.url!, this.target);
    const asked = PROJECT.exec(pathname);
    if (!asked) return this.handOn(incoming, outgoing);
    const body = asked.groups!.isReleases ? this.releases.map(told) : { id: 1 };
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private handOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers } = incoming;
    const onward = request(`${this.target}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }
}

const told = ({ tag, files }: Release) => ({
  tag_name: tag,
  assets: { links: Object.entries(files).map(([name, url]) => ({ name, url })) },
});
