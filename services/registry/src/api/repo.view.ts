import type { RepoView } from '@unitfleet/contracts';
import type { RepoEntity } from '../data/repo.entity';

export const repoView = (repo: RepoEntity): RepoView => ({
  uuid: repo.uuid,
  visibilityLevel: repo.visibilityLevel,
  name: repo.name,
  createDatetime: repo.createDatetime,
  defaultBranch: repo.defaultBranch,
  isAutoUpdateRepo: repo.isAutoUpdateRepo,
  defaultCommit: repo.defaultCommit,
  isOnlyTagUpdate: repo.isOnlyTagUpdate,
  isCompilableRepo: repo.isCompilableRepo,
  lastUpdateDatetime: repo.lastUpdateDatetime,
  creatorUuid: repo.creatorUuid,
  repositoryRegistryUuid: repo.repositoryRegistryUuid,
});
