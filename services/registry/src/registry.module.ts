import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@unitfleet/persistence';
import { AesGcmText } from '@unitfleet/security';
import { MetricsController } from './api/metrics.controller';
import { MissingMirrorsService } from './api/missing-mirrors.service';
import { PermissionsController } from './api/permissions.controller';
import { PermissionsService } from './api/permissions.service';
import { RegistriesController } from './api/registries.controller';
import { RegistriesService } from './api/registries.service';
import { RegistryCredentialsService } from './api/registry-credentials.service';
import { RegistrySyncService } from './api/registry-sync.service';
import { RepoUpdateService } from './api/repo-update.service';
import { RepoVersionsService } from './api/repo-versions.service';
import { ReposController } from './api/repos.controller';
import { ReposService } from './api/repos.service';
import { SessionsService } from './api/sessions.service';
import { TelegramLinksService } from './api/telegram-links.service';
import { UsersController } from './api/users.controller';
import { UsersService } from './api/users.service';
import { CredentialStore } from './data/credential-store';
import { LoginAttempts } from './data/login-attempts';
import { MirrorsClient } from './data/mirrors.client';
import { PermissionsRepository } from './data/permissions.repository';
import { RegistriesRepository } from './data/registries.repository';
import { registrySchema } from './data/registry-schema';
import { ReposRepository } from './data/repos.repository';
import { TelegramCodes } from './data/telegram-codes';
import { UnitsClient } from './data/units.client';
import { UsersRepository } from './data/users.repository';
import { RegistryJobs } from './jobs/registry-jobs';
import { SchedulesRepository } from './jobs/schedules.repository';
import { REGISTRY_SETTINGS, type RegistrySettings } from './settings';

@Module({})
export class RegistryModule {
  static with(settings: RegistrySettings): DynamicModule {
    const database = { url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE };
    return {
      module: RegistryModule,
      imports: [PersistenceModule.forSchema(registrySchema, database)],
      controllers: [
        UsersController,
        RegistriesController,
        ReposController,
        PermissionsController,
        MetricsController,
      ],
      providers: [
        { provide: REGISTRY_SETTINGS, useValue: settings },
        {
          provide: AesGcmText,
          useValue: new AesGcmText(settings.PU_ENCRYPT_KEY, settings.PU_MAX_CIPHER_LENGTH),
        },
        UsersRepository,
        RegistriesRepository,
        ReposRepository,
        CredentialStore,
        LoginAttempts,
        MirrorsClient,
        PermissionsRepository,
        TelegramCodes,
        UnitsClient,
        UsersService,
        SessionsService,
        TelegramLinksService,
        PermissionsService,
        RegistriesService,
        RegistryCredentialsService,
        RegistrySyncService,
        MissingMirrorsService,
        ReposService,
        RepoUpdateService,
        RepoVersionsService,
        SchedulesRepository,
        RegistryJobs,
      ],
    };
  }
}
