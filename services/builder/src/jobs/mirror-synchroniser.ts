import { Injectable } from '@nestjs/common';
import { DomainError, isDomainError } from '@unitfleet/contracts';
import { Remote, type RemoteRepository } from '../data/git/remote';
import { RepositoryFetcher, type FetchSource } from '../data/git/repository-fetcher';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorReader } from '../data/mirror-reader';
import type { MirrorEntity } from '../data/mirror.entity';
import { MirrorsRepository, type MirrorContent, type MirrorReleases } from '../data/mirrors.repository';
import { PlatformClient } from '../data/platform/platform-client';
import { RegistryClient, type RegistrySource } from '../data/registry.client';
import type { SyncRequestEntity } from '../data/sync-request.entity';
import { holdsTheSame, refCount } from '../domain/mirror-refs';
import { toReleasesData } from '../domain/releases';

/** Branches are in every view of a registry. */
const MAX_REFS = 5_000;

/** One synchronisation (`docs/protocol/device.md 6.6`); whoever runs it holds the registry's lock. */
@Injectable()
export class MirrorSynchroniser {
  constructor(
    private readonly registry: RegistryClient,
    private readonly mirrors: MirrorsRepository,
    private readonly folders: MirrorFolders,
    private readonly reader: MirrorReader,
    private readonly fetcher: RepositoryFetcher,
    private readonly remote: Remote,
    private readonly platform: PlatformClient,
  ) {}

  /**
   * Brings content and releases up to date. When the platform does not tell of releases, the content is kept all the
   * same, and so are the releases that are known.
   *
   * @throws DomainError what is to be told to people.
   */
  async synchronise(request: SyncRequestEntity, stop: AbortSignal): Promise<void> {
    const source = await this.registry.source(request.registryUuid, request.onBehalfOf);
    const mirror = await this.mirrors.find(request.registryUuid);
    await this.folders.keepOnly(request.registryUuid, [
      mirror?.generation ?? null,
      mirror?.previousGeneration ?? null,
    ]);
    const content = await this.content(request.registryUuid, mirror, source, stop);
    try {
      const isKept = await this.mirrors.succeed(request, content, await this.releases(mirror, source));
      // It was deleted meanwhile, and its folder before this one was made.
      if (!isKept && !(await this.mirrors.isKnown(request.registryUuid)))
        await this.folders.remove(request.registryUuid);
    } catch (error) {
      if (!isDomainError(error) || error.errorCode !== 'GitPlatformClient') throw error;
      await this.mirrors.fail(request, error.message, content);
    }
  }

  private async content(
    registryUuid: string,
    mirror: MirrorEntity | null,
    source: RegistrySource,
    stop: AbortSignal,
  ): Promise<MirrorContent> {
    const current =
      mirror?.generation && this.folders.has(registryUuid, mirror.generation) ? mirror.generation : null;
    const folder = current && this.folders.pathOf(registryUuid, current);
    const found = await this.ask(source);
    if (found) requireFew(refCount(found.refs));
    if (folder && found && holdsTheSame(found.refs, await this.reader.refs(folder)))
      return { generation: current, sizeBytes: mirror!.sizeBytes };
    const project = await this.platform.project(source);
    if (project) this.fetcher.requireAllowedSize(project.sizeBytes);
    const url = new URL(found?.url ?? source.repositoryUrl).href;
    const { credentials } = source;
    return this.fetched(registryUuid, { url, credentials, knownObjects: folder }, stop);
  }

  /** A new generation; of one that could not be had nothing is left, for the next try may never come. */
  private async fetched(
    registryUuid: string,
    source: FetchSource,
    stop: AbortSignal,
  ): Promise<MirrorContent> {
    const { generation, path } = await this.folders.create(registryUuid);
    try {
      const sizeBytes = await this.fetcher.fetch(path, source, stop);
      requireFew((await this.reader.refs(path)).raw.size);
      return { generation, sizeBytes };
    } catch (error) {
      await this.folders.discard(registryUuid, generation);
      throw error;
    }
  }

  /** Null from a host that does not tell what it holds: it is fetched from, which tells why. */
  private async ask({ repositoryUrl, credentials }: RegistrySource): Promise<RemoteRepository | null> {
    try {
      return await this.remote.refs(repositoryUrl, credentials);
    } catch (error) {
      if (isDomainError(error)) throw error;
      return null;
    }
  }

  private async releases(mirror: MirrorEntity | null, source: RegistrySource): Promise<MirrorReleases> {
    const { releasesData: before = null, releasePages: marks = null } = mirror ?? {};
    const found = await this.platform.releases(source, { marks, exist: before !== null });
    if (found === 'unchanged') return { releasesData: before, releasePages: marks };
    if (found === null) return { releasesData: null, releasePages: null };
    return { releasesData: toReleasesData(found.releases), releasePages: found.marks };
  }
}

const requireFew = (refs: number): void => {
  if (refs > MAX_REFS)
    throw new DomainError('GitRepo', `the repository has more than ${MAX_REFS} branches and tags`);
};
