import type { PermissionView, RepositoryRegistryView, RepoView, UserView } from '@unitfleet/contracts';
import { BOARD, FRACTION, NODE, REPO, UNIT, unit, USER, WHOLE } from './views';

const { createDatetime: fraction, lastUpdateDatetime: whole } = unit;

export const user: UserView = {
  uuid: USER,
  role: 'Admin',
  status: 'Unverified',
  login: 'maker',
  grafanaOrgName: BOARD,
  grafanaOrgId: null,
  createDatetime: fraction,
};

export const shownUser = {
  ...user,
  role: 'ADMIN',
  status: 'UNVERIFIED',
  createDatetime: FRACTION,
  __typename: 'UserType',
};

export const repositoryRegistry: RepositoryRegistryView = {
  uuid: BOARD,
  platform: 'Gitlab',
  repositoryUrl: 'http://localhost/thermometer.git',
  isPublicRepository: true,
  releasesData: '{"v1": []}',
  localRepositorySize: 5_000_000,
  syncStatus: 'Processing',
  syncError: null,
  syncLastDatetime: whole,
  createDatetime: fraction,
  lastUpdateDatetime: whole,
  creatorUuid: null,
  branches: ['main', 'next'],
};

export const shownRegistry = {
  ...repositoryRegistry,
  platform: 'GITLAB',
  syncStatus: 'PROCESSING',
  syncLastDatetime: WHOLE,
  createDatetime: FRACTION,
  lastUpdateDatetime: WHOLE,
  __typename: 'RepositoryRegistryType',
};

export const repo: RepoView = {
  uuid: REPO,
  visibilityLevel: 'Private',
  name: 'thermometers',
  createDatetime: fraction,
  defaultBranch: 'main',
  isAutoUpdateRepo: true,
  defaultCommit: null,
  isOnlyTagUpdate: true,
  isCompilableRepo: false,
  lastUpdateDatetime: whole,
  creatorUuid: USER,
  repositoryRegistryUuid: BOARD,
};

export const shownRepo = {
  ...repo,
  visibilityLevel: 'PRIVATE',
  createDatetime: FRACTION,
  lastUpdateDatetime: WHOLE,
  __typename: 'RepoType',
};

export const permission: PermissionView = {
  uuid: NODE,
  agentUuid: USER,
  agentType: 'User',
  resourceUuid: UNIT,
  resourceType: 'UnitNode',
};

export const shownPermission = {
  ...permission,
  agentType: 'USER',
  resourceType: 'UNIT_NODE',
  __typename: 'PermissionType',
};
