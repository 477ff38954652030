import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Credentials } from '@unitfleet/contracts';
import { explainGitFailure } from '../../domain/git-failure';
import { basicAuthorization } from '../../domain/platform-address';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';
import { folderSize } from '../mirror-folders';
import { Git, GitError } from './git';

const WATCH_MS = 500;
const MIB = 1_024 * 1_024;

export interface FetchSource {
  readonly url: string;
  readonly credentials: Credentials | null;
  /** A mirror of the same repository whose objects need not be fetched again. */
  readonly knownObjects: string | null;
}

/** Fetches repositories into empty folders. */
@Injectable()
export class RepositoryFetcher {
  private readonly limitBytes: number;

  constructor(
    private readonly git: Git,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {
    this.limitBytes = settings.PU_MAX_EXTERNAL_REPO_SIZE * MIB;
  }

  /**
   * Makes the folder a bare repository with all branches and tags; answers its bytes on disk.
   *
   * @throws DomainError GitRepo with a reason for people.
   */
  async fetch(folder: string, source: FetchSource, stop: AbortSignal): Promise<number> {
    const watch = new AbortController();
    const late = AbortSignal.timeout(this.settings.BUILDER_FETCH_TIMEOUT * 1_000);
    const timer = setInterval(() => void this.refuseLarge(folder, watch), WATCH_MS);
    try {
      await this.fill(folder, source, AbortSignal.any([watch.signal, late, stop]));
    } catch (error) {
      if (late.aborted)
        throw new DomainError('GitRepo', 'fetching the repository takes too long', { cause: error });
      if (error instanceof GitError)
        throw new DomainError('GitRepo', explainGitFailure(error.complaint), { cause: error });
      throw error;
    } finally {
      clearInterval(timer);
    }
    const size = await folderSize(folder);
    this.requireAllowedSize(size);
    return size;
  }

  /** @throws DomainError GitRepo for more than `PU_MAX_EXTERNAL_REPO_SIZE`. */
  requireAllowedSize(bytes: number): void {
    if (bytes > this.limitBytes) throw this.tooLarge();
  }

  private async fill(folder: string, source: FetchSource, signal: AbortSignal): Promise<void> {
    await this.git.run(folder, ['init', '--bare', '--quiet', '--template='], { signal });
    const alternates = join(folder, 'objects', 'info', 'alternates');
    if (source.knownObjects) {
      await mkdir(join(folder, 'objects', 'info'), { recursive: true });
      await writeFile(alternates, `${join(source.knownObjects, 'objects')}\n`);
    }
    const { credentials } = source;
    await this.git.run(
      folder,
      [
        'fetch',
        '--quiet',
        '--force',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--end-of-options',
        source.url,
        '+refs/heads/*:refs/heads/*',
        '+refs/tags/*:refs/tags/*',
      ],
      {
        signal,
        // A redirect would carry the login to another host.
        config: credentials
          ? {
              'http.extraHeader': `Authorization: ${basicAuthorization(credentials)}`,
              'http.followRedirects': 'false',
            }
          : { 'http.followRedirects': 'initial' },
      },
    );
    if (source.knownObjects) {
      await this.git.run(folder, ['repack', '-a', '-d', '-q'], { signal });
      await rm(alternates);
    }
    await this.git.run(folder, ['pack-refs', '--all'], { signal });
  }

  private async refuseLarge(folder: string, watch: AbortController): Promise<void> {
    if ((await folderSize(folder)) > this.limitBytes) watch.abort(this.tooLarge());
  }

  private tooLarge(): DomainError {
    const limit = this.settings.PU_MAX_EXTERNAL_REPO_SIZE;
    return new DomainError('GitRepo', `the repository is larger than ${limit} MB`);
  }
}
