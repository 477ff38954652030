import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorsRepository } from '../data/mirrors.repository';
import { SyncWorker } from './sync-worker';

/** Once at start: mirrors that are missing on disk are fetched again, folders that belong to nothing are removed. */
@Injectable()
export class MirrorInspection implements OnApplicationBootstrap {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly folders: MirrorFolders,
    private readonly worker: SyncWorker,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { registryUuid, generation } of await this.mirrors.all()) {
      if (!generation || this.folders.has(registryUuid, generation)) continue;
      this.log.warn({ registryUuid }, 'a mirror is missing on disk and fetched again');
      await this.mirrors.requestAgain(registryUuid);
    }
    for (const registryUuid of await this.folders.registries())
      if (!(await this.mirrors.isKnown(registryUuid))) await this.folders.remove(registryUuid);
    this.worker.wake();
  }
}
