import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Credentials } from '@unitfleet/contracts';
import { explainGitFailure } from '../../domain/git-failure';
import { basicAuthorization } from '../../domain/platform-address';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';
import { folderSize } from '../mirror-folders';
import { FetchProxy } from '../network/fetch-proxy';
import { NetworkGuard } from '../network/network-guard';
import { Git, GitError } from './git';

const WATCH_MS = 500;
const MIB = 1_024 * 1_024;
/** What a host may say besides the pack itself. */
const TALK_BYTES = 32 * MIB;

export interface FetchSource {
  readonly url: string;
  readonly credentials: Credentials | null;
  /** A mirror of the same repository whose objects need not be fetched again. */
  readonly knownObjects: string | null;
}

/** Fetches repositories into empty folders: whole histories, for versions of any age are listed and built. */
@Injectable()
export class RepositoryFetcher {
  private readonly limitBytes: number;

  constructor(
    private readonly git: Git,
    private readonly guard: NetworkGuard,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {
    this.limitBytes = settings.PU_MAX_EXTERNAL_REPO_SIZE * MIB;
  }

  /**
   * Makes the folder a bare repository with all branches and tags; answers its bytes on disk. A repository that turns
   * out to be too large is cut off while it comes.
   *
   * @throws DomainError GitRepo with a reason for people.
   */
  async fetch(folder: string, source: FetchSource, stop: AbortSignal): Promise<number> {
    const late = AbortSignal.timeout(this.settings.BUILDER_FETCH_TIMEOUT * 1_000);
    const signal = AbortSignal.any([late, stop]);
    try {
      await this.git.run(folder, ['init', '--bare', '--quiet', '--template='], { signal });
      if (source.knownObjects) await borrow(folder, source.knownObjects);
      await this.transfer(folder, source, signal);
      if (source.knownObjects) {
        await this.git.run(folder, ['repack', '-a', '-d', '-q'], { signal });
        await rm(alternatesOf(folder));
      }
      await this.git.run(folder, ['pack-refs', '--all'], { signal });
    } catch (error) {
      if (late.aborted)
        throw new DomainError('GitRepo', 'fetching the repository takes too long', { cause: error });
      if (error instanceof GitError)
        throw new DomainError('GitRepo', explainGitFailure(error.complaint), { cause: error });
      throw error;
    }
    const size = await folderSize(folder);
    this.requireAllowedSize(size);
    return size;
  }

  /** @throws DomainError GitRepo for more than `PU_MAX_EXTERNAL_REPO_SIZE`. */
  requireAllowedSize(bytes: number): void {
    if (bytes > this.limitBytes) throw this.tooLarge();
  }

  private async transfer(folder: string, source: FetchSource, stop: AbortSignal): Promise<void> {
    const outbound = this.guard.proxyFor(source.url);
    const proxy = outbound
      ? null
      : await FetchProxy.towards(source.url, this.guard, this.limitBytes + TALK_BYTES);
    const watch = new AbortController();
    const timer = setInterval(() => void this.refuseLarge(folder, watch), WATCH_MS);
    try {
      await this.git.run(folder, fetchOf(source.url), {
        signal: AbortSignal.any([watch.signal, stop]),
        config: fetchConfig(source.credentials, outbound ?? proxy!.url),
        environment: NO_EXCEPTIONS,
      });
    } catch (error) {
      throw proxy?.isExceeded ? this.tooLarge() : error;
    } finally {
      clearInterval(timer);
      await proxy?.close();
    }
  }

  private async refuseLarge(folder: string, watch: AbortController): Promise<void> {
    if ((await folderSize(folder)) > this.limitBytes) watch.abort(this.tooLarge());
  }

  private tooLarge(): DomainError {
    const limit = this.settings.PU_MAX_EXTERNAL_REPO_SIZE;
    return new DomainError('GitRepo', `the repository is larger than ${limit} MB`);
  }
}

const alternatesOf = (folder: string): string => join(folder, 'objects', 'info', 'alternates');

const borrow = async (folder: string, from: string): Promise<void> => {
  await mkdir(join(folder, 'objects', 'info'), { recursive: true });
  await writeFile(alternatesOf(folder), `${join(from, 'objects')}\n`);
};

const fetchOf = (url: string): string[] => [
  'fetch',
  '--quiet',
  '--force',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--end-of-options',
  url,
  '+refs/heads/*:refs/heads/*',
  '+refs/tags/*:refs/tags/*',
];

// Which proxy it is has been decided: git would pass by any for the hosts of `NO_PROXY`.
const NO_EXCEPTIONS = { no_proxy: '', http_proxy: '', https_proxy: '' };

// Moves have been followed before git is asked; a redirect on the way would carry the login to another host.
const fetchConfig = (credentials: Credentials | null, proxy: string): Record<string, string> => ({
  'http.followRedirects': 'false',
  'http.proxy': proxy,
  ...(credentials ? { 'http.extraHeader': `Authorization: ${basicAuthorization(credentials)}` } : {}),
});
