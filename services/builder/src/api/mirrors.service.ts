import { Injectable } from '@nestjs/common';
import {
  type Commit,
  DomainError,
  type listMirrorCommits,
  type OperationInput,
  type resolveVersion,
  type Version,
} from '@unitfleet/contracts';
import { pickVersion, requireCommitHash } from '@unitfleet/unit-files';
import { BlobReader } from '../data/git/blob-reader';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorReader } from '../data/mirror-reader';
import { MirrorsRepository } from '../data/mirrors.repository';
import type { MirrorEntity } from '../data/mirror.entity';
import { SyncWorker } from '../jobs/sync-worker';

/** Commits of one page: an answer is one message. */
const MAX_PAGE = 500;
const MAX_FILE_BYTES = 256 * 1_024;

/** Answers questions about mirrors. */
@Injectable()
export class MirrorsService {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly folders: MirrorFolders,
    private readonly reader: MirrorReader,
    private readonly blobs: BlobReader,
    private readonly worker: SyncWorker,
  ) {}

  async branches(registryUuids: string[]): Promise<{ registryUuid: string; branches: string[] }[]> {
    const found = await this.mirrors.findMany(registryUuids);
    const byUuid = new Map(found.map((mirror) => [mirror.registryUuid, mirror]));
    return Promise.all(
      registryUuids.map(async (registryUuid) => {
        const folder = await this.readable(byUuid.get(registryUuid));
        if (!folder) return { registryUuid, branches: [] };
        return { registryUuid, branches: [...(await this.reader.refs(folder)).branches.keys()] };
      }),
    );
  }

  commits(request: OperationInput<typeof listMirrorCommits>): Promise<Commit[]> {
    return this.reading(request.registryUuid, async (folder) => {
      const history = await this.reader.history(folder, request.branch);
      const { tags } = await this.reader.refs(folder);
      const listed = request.onlyTag ? history.filter((commit) => tags.has(commit)) : history;
      const offset = request.offset ?? 0;
      const limit = Math.min(request.limit || MAX_PAGE, MAX_PAGE);
      return this.reader.describe(folder, listed.slice(offset, offset + limit));
    });
  }

  version(request: OperationInput<typeof resolveVersion>): Promise<Version> {
    return this.reading(request.registryUuid, async (folder) => {
      const history = await this.reader.history(folder, request.branch);
      return pickVersion(history, (await this.reader.refs(folder)).tags, request);
    });
  }

  tags(registryUuid: string, commits: readonly string[]): Promise<Record<string, string | null>> {
    return this.reading(registryUuid, async (folder) => {
      const { tags } = await this.reader.refs(folder);
      return Object.fromEntries(commits.map((commit) => [commit, tags.get(commit.toLowerCase()) ?? null]));
    });
  }

  /** Texts by path; null for what is no file of the commit. */
  files(registryUuid: string, commit: string, paths: string[]): Promise<Record<string, string | null>> {
    const hash = requireCommitHash(commit);
    return this.reading(registryUuid, (folder) => this.texts(folder, hash, paths));
  }

  private async texts(folder: string, commit: string, paths: string[]) {
    const tree = await this.reader.tree(folder, commit);
    const wanted = new Set(paths);
    const found = tree.files.filter(({ path }) => wanted.has(path));
    const large = found.find(({ size }) => size > MAX_FILE_BYTES);
    if (large) throw new DomainError('GitRepo', `${large.path} is larger than ${MAX_FILE_BYTES} bytes`);
    const texts = new Map<string, string>();
    const contents = this.blobs.read(
      folder,
      found.map(({ object }) => object),
    );
    for (const { path } of found) texts.set(path, String((await contents.next()).value));
    await contents.return(undefined);
    return Object.fromEntries(paths.map((path) => [path, texts.get(path) ?? null]));
  }

  /**
   * Reads from the newest content. Should it have been taken away meanwhile, for a newer one and one more, the work is
   * done again on that.
   */
  async reading<Result>(registryUuid: string, work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = await this.folderOf(registryUuid);
    try {
      return await work(folder);
    } catch (error) {
      const current = await this.folderOf(registryUuid);
      if (current === folder || this.folders.isThere(folder)) throw error;
      return work(current);
    }
  }

  /**
   * Folder of a mirror's content.
   *
   * @throws DomainError GitRepo when nothing has been fetched yet; Unavailable while it is fetched again.
   */
  async folderOf(registryUuid: string): Promise<string> {
    const mirror = await this.mirrors.find(registryUuid);
    if (!mirror?.generation) throw new DomainError('GitRepo', 'the repository has not been fetched');
    const folder = await this.readable(mirror);
    if (!folder) throw new DomainError('Unavailable', 'the mirror of the repository is being fetched again');
    return folder;
  }

  private async readable(mirror: MirrorEntity | undefined): Promise<string | null> {
    if (!mirror?.generation) return null;
    const { registryUuid, generation } = mirror;
    if (this.folders.has(registryUuid, generation)) return this.folders.pathOf(registryUuid, generation);
    await this.mirrors.requestAgain(registryUuid);
    this.worker.wake();
    return null;
  }
}
