import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@unitfleet/persistence';
import { ArchiveService } from './api/archive.service';
import { CredentialsService } from './api/credentials.service';
import { FirmwareContentService } from './api/firmware-content.service';
import { MirrorEventsService } from './api/mirror-events.service';
import { MirrorsController } from './api/mirrors.controller';
import { MirrorsService } from './api/mirrors.service';
import { ArchiveCache } from './data/archive-cache';
import { builderSchema } from './data/builder-schema';
import { BlobReader } from './data/git/blob-reader';
import { RepositoryFetcher } from './data/git/repository-fetcher';
import { Git } from './data/git/git';
import { Remote } from './data/git/remote';
import { MirrorFolders } from './data/mirror-folders';
import { MirrorReader } from './data/mirror-reader';
import { MirrorsRepository } from './data/mirrors.repository';
import { createDispatcher, HTTP_DISPATCHER } from './data/network/http-dispatcher';
import { NetworkGuard } from './data/network/network-guard';
import { PlatformApi } from './data/platform/platform-api';
import { PlatformClient } from './data/platform/platform-client';
import { RegistryClient } from './data/registry.client';
import { MirrorInspection } from './jobs/mirror-inspection';
import { SyncWorker } from './jobs/sync-worker';
import { MirrorSynchroniser } from './jobs/mirror-synchroniser';
import { BUILDER_SETTINGS, type BuilderSettings } from './settings';

@Module({})
export class BuilderModule {
  static with(settings: BuilderSettings): DynamicModule {
    // Each synchronisation holds a connection for its lock while it works.
    const poolSize = settings.DATABASE_POOL_SIZE + settings.BUILDER_SYNC_CONCURRENCY;
    return {
      module: BuilderModule,
      imports: [PersistenceModule.forSchema(builderSchema, { url: settings.DATABASE_URL, poolSize })],
      controllers: [MirrorsController],
      providers: [
        { provide: BUILDER_SETTINGS, useValue: settings },
        NetworkGuard,
        {
          provide: HTTP_DISPATCHER,
          useFactory: (guard: NetworkGuard) => createDispatcher(settings, guard),
          inject: [NetworkGuard],
        },
        PlatformApi,
        Git,
        BlobReader,
        RepositoryFetcher,
        Remote,
        PlatformClient,
        MirrorFolders,
        MirrorReader,
        MirrorsRepository,
        RegistryClient,
        MirrorSynchroniser,
        SyncWorker,
        MirrorInspection,
        MirrorsService,
        ArchiveCache,
        FirmwareContentService,
        ArchiveService,
        CredentialsService,
        MirrorEventsService,
      ],
    };
  }
}
