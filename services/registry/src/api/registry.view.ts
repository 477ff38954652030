import type { RepositoryRegistryView } from '@unitfleet/contracts';
import type { RepositoryRegistryEntity } from '../data/repository-registry.entity';

/** What everybody may see of a registry: all but credentials. */
export const registryView = (
  registry: RepositoryRegistryEntity,
  branches: string[] = [],
): RepositoryRegistryView => ({
  uuid: registry.uuid,
  platform: registry.platform,
  repositoryUrl: registry.repositoryUrl,
  isPublicRepository: registry.isPublicRepository,
  releasesData: registry.releasesData,
  localRepositorySize: registry.localRepositorySize,
  syncStatus: registry.syncStatus,
  syncError: registry.syncError,
  syncLastDatetime: registry.syncLastDatetime,
  createDatetime: registry.createDatetime,
  lastUpdateDatetime: registry.lastUpdateDatetime,
  creatorUuid: registry.creatorUuid,
  branches,
});
