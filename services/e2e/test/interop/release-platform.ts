import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Release {
  readonly tag_name: string;
  readonly assets: {
    readonly sources: [];
    readonly links: { readonly name: string; readonly url: string }[];
  };
}

/** A Git platform: the repositories of a Git host, and GitLab's API of projects and releases in front of it. */
export class ReleasePlatform {
  private readonly releases = new Map<string, Release[]>();
  private readonly programs = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly url: string,
  ) {}

  static async start(gitUrl: string): Promise<ReleasePlatform> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const platform = new ReleasePlatform(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    server.on('request', (incoming, outgoing) => {
      const answer = platform.answer(incoming.url ?? '');
      if (answer !== undefined) {
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(answer);
        return;
      }
      const { method, headers } = incoming;
      const onward = request(new URL(incoming.url ?? '', gitUrl), { method, headers }, (back) => {
        outgoing.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    return platform;
  }

  urlOf(name: string): string {
    return `${this.url}/${name}.git`;
  }

  /** Adds a release with these programs, newest first. */
  release(name: string, tag: string, programs: Readonly<Record<string, string>>): void {
    const links = Object.entries(programs).map(([platform, program]) => {
      const path = `/downloads/${name}/${tag}/${platform}`;
      this.programs.set(path, program);
      return { name: platform, url: `${this.url}${path}` };
    });
    const release = { tag_name: tag, assets: { sources: [] as [], links } };
    this.releases.set(name, [release, ...(this.releases.get(name) ?? [])]);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(url: string): string | undefined {
    const { pathname } = new URL(url, this.url);
    const program = this.programs.get(pathname);
    if (program !== undefined) return program;
    const [, project, rest] = /^\/api\/v4\/projects\/([^/]+)(\/releases)?$/.exec(pathname) ?? [];
    if (project === undefined) return undefined;
    // Asked for by its path first, by its number afterwards.
    const names = [...this.releases.keys()];
    const name = names[Number(project)] ?? decodeURIComponent(project);
    if (rest) return JSON.stringify(this.releases.get(name) ?? []);
    return JSON.stringify({ id: names.indexOf(name), statistics: { repository_size: 20_000 } });
  }
}
