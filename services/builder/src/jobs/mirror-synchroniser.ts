import { Injectable } from '@nestjs/common';
import type { Credentials } from '@unitfleet/contracts';
import { Remote } from '../data/git/remote';
import { RepositoryFetcher } from '../data/git/repository-fetcher';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorReader } from '../data/mirror-reader';
import { MirrorsRepository, type MirrorContent } from '../data/mirrors.repository';
import { PlatformClient } from '../data/platform/platform-client';
import { RegistryClient, type RegistrySource } from '../data/registry.client';
import type { SyncRequestEntity } from '../data/sync-request.entity';
import { holdsTheSame } from '../domain/mirror-refs';
import { toReleasesData } from '../domain/releases';

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

  /** @throws DomainError what is to be told to people. */
  async synchronise(request: SyncRequestEntity, stop: AbortSignal): Promise<void> {
    const source = await this.registry.source(request.registryUuid, request.onBehalfOf);
    const project = await this.platform.project(source);
    if (project) this.fetcher.requireAllowedSize(project.sizeBytes);
    const mirror = await this.mirrors.find(request.registryUuid);
    await this.folders.keepOnly(request.registryUuid, [
      mirror?.generation ?? null,
      mirror?.previousGeneration ?? null,
    ]);
    const fetched = await this.bringUpToDate(request.registryUuid, mirror, source, stop);
    const releases = project ? await this.platform.releases(source) : [];
    await this.mirrors.succeed(request, { ...fetched, releasesData: toReleasesData(releases) });
  }

  private async bringUpToDate(
    registryUuid: string,
    mirror: { generation: string | null; sizeBytes: number } | null,
    source: RegistrySource,
    stop: AbortSignal,
  ): Promise<Omit<MirrorContent, 'releasesData'>> {
    const current =
      mirror?.generation && this.folders.has(registryUuid, mirror.generation) ? mirror.generation : null;
    const folder = current && this.folders.pathOf(registryUuid, current);
    if (folder && (await this.isCurrent(folder, source.repositoryUrl, source.credentials)))
      return { generation: current, sizeBytes: mirror!.sizeBytes };
    const fresh = await this.folders.create(registryUuid);
    const { repositoryUrl: url, credentials } = source;
    const sizeBytes = await this.fetcher.fetch(fresh.path, { url, credentials, knownObjects: folder }, stop);
    return { generation: fresh.generation, sizeBytes };
  }

  /** A host that does not tell what it holds is fetched from, which tells why. */
  private async isCurrent(folder: string, url: string, credentials: Credentials | null): Promise<boolean> {
    try {
      return holdsTheSame(await this.remote.refs(url, credentials), await this.reader.refs(folder));
    } catch {
      return false;
    }
  }
}
