import type { SchemaDeclaration } from '@unitfleet/persistence';
import { Initial } from './migrations/initial.migration';
import { ReleasePages } from './migrations/release-pages.migration';
import { MirrorEntity } from './mirror.entity';
import { SyncRequestEntity } from './sync-request.entity';

export const builderSchema: SchemaDeclaration = {
  schema: 'builder',
  entities: [MirrorEntity, SyncRequestEntity],
  migrations: [Initial, ReleasePages],
};
