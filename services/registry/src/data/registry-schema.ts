import type { SchemaDeclaration } from '@unitfleet/persistence';
import { ControlPlane } from './migrations/control-plane.migration';
import { Initial } from './migrations/initial.migration';
import { ScheduleProgress } from './migrations/schedule-progress.migration';
import { PermissionEntity } from './permission.entity';
import { RepoEntity } from './repo.entity';
import { RepositoryRegistryEntity } from './repository-registry.entity';
import { SessionEntity } from './session.entity';
import { UserEntity } from './user.entity';

export const registrySchema: SchemaDeclaration = {
  schema: 'registry',
  entities: [UserEntity, SessionEntity, RepositoryRegistryEntity, RepoEntity, PermissionEntity],
  migrations: [Initial, ControlPlane, ScheduleProgress],
};
