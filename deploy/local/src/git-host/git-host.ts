import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPortFree } from '../engines/ports';
import { git } from './git-command';
import { serveGit } from './git-http-backend';
import { GitRepository, type RepositoryFiles } from './git-repository';

export interface GitHostOptions {
  /** Keeps the repositories between starts; a temporary folder, removed at the end, when left out. */
  root?: string;
  /** A free one is picked when left out. */
  port?: number;
  portSetting?: string;
  /** Asked for by basic authentication, for reading and writing; open to everybody when left out. */
  credentials?: { username: string; password: string };
}

/** A real Git host on loopback: smart HTTP over the system's git, basic authentication if wanted. */
export class GitHost {
  private constructor(
    private readonly server: Server,
    private readonly root: string,
    private readonly temporary: boolean,
    private readonly options: GitHostOptions,
    /** `http://127.0.0.1:<port>`; repositories are `<url>/<name>.git`. */
    readonly url: string,
  ) {}

  /** @throws PortTakenError when the wanted port is taken */
  static async start(options: GitHostOptions = {}): Promise<GitHost> {
    if (options.port) await assertPortFree(options.port, 'the Git host', options.portSetting);
    const root = options.root ?? (await mkdtemp(join(tmpdir(), 'unitfleet-git-')));
    await mkdir(join(root, 'hosted'), { recursive: true });
    await mkdir(join(root, 'clones'), { recursive: true });
    const server = createServer((request, response) => serve(root, options, request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    return new GitHost(server, root, options.root === undefined, options, `http://127.0.0.1:${port}`);
  }

  /**
   * Hosts a new repository whose first commit, pushed to branch `main`, holds `files`.
   * @param name may have a folder: `demo/thermometer`
   */
  async createRepository(
    name: string,
    files: RepositoryFiles,
    message = 'First version',
  ): Promise<GitRepository> {
    const hosted = join(this.root, 'hosted', `${name}.git`);
    await mkdir(hosted, { recursive: true });
    await git(hosted, ['init', '--quiet', '--bare', '--initial-branch=main']);
    const clone = this.clone(name);
    await mkdir(clone.folder, { recursive: true });
    await git(clone.folder, ['init', '--quiet', '--initial-branch=main']);
    await git(clone.folder, ['remote', 'add', 'origin', clone.url]);
    await clone.commit(files, message);
    await clone.push();
    return clone;
  }

  /** A repository that an earlier run made in the same root; undefined when there is none. */
  async openRepository(name: string): Promise<GitRepository | undefined> {
    const clone = this.clone(name);
    if (!existsSync(join(clone.folder, '.git'))) return undefined;
    await git(clone.folder, ['remote', 'set-url', 'origin', clone.url]);
    return clone;
  }

  async removeRepository(name: string): Promise<void> {
    await rm(join(this.root, 'hosted', `${name}.git`), { recursive: true, force: true });
    await rm(join(this.root, 'clones', name), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
    if (this.temporary) await rm(this.root, { recursive: true, force: true });
  }

  private clone(name: string): GitRepository {
    const folder = join(this.root, 'clones', name);
    return new GitRepository(`${this.url}/${name}.git`, folder, authorization(this.options));
  }
}

function serve(
  root: string,
  options: GitHostOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const expected = authorization(options);
  if (expected && request.headers.authorization !== expected) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end('Authentication is required\n');
    return;
  }
  serveGit(join(root, 'hosted'), options.credentials?.username ?? 'anonymous', request, response);
}

function authorization({ credentials }: GitHostOptions): string | undefined {
  if (!credentials) return undefined;
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return `Basic ${pair}`;
}
