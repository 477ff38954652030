import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@unitfleet/persistence';
import { FailuresController } from './api/failures.controller';
import { AlertEntity } from './data/alert.entity';
import { Alerts } from './data/alerts.migration';
import { AlertsRepository } from './data/alerts.repository';
import type { Settings } from './settings';

@Module({ controllers: [FailuresController], providers: [AlertsRepository] })
export class NotifierModule {
  static with(settings: Settings): DynamicModule {
    const declaration = { schema: 'notifier', entities: [AlertEntity], migrations: [Alerts] };
    const access = { url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE };
    return { module: NotifierModule, imports: [PersistenceModule.forSchema(declaration, access)] };
  }
}
