// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type CommitFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  onlyTag?: boolean;
  repoBranch: string;
};

export type CredentialStatus = 'ERROR' | 'NOT_VERIFIED' | 'VALID';

export type CredentialsInput = {
  patToken: string;
  username: string;
};

export type GitPlatform = 'GITHUB' | 'GITLAB';

export type OrderByDate = 'asc' | 'desc';

export type OrderByText = 'asc' | 'desc';

export type RepoCreateInput = {
  defaultBranch: string;
  isCompilableRepo: boolean;
  name: string;
  repositoryRegistryUuid: string;
  visibilityLevel: VisibilityLevel;
};

export type RepoFilterInput = {
  creatorUuid?: string | null | undefined;
  creatorsUuids?: Array<string> | null | undefined;
  isAutoUpdateRepo?: boolean | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  orderByLastUpdate?: OrderByDate | null | undefined;
  repositoryRegistryUuid?: string | null | undefined;
  searchString?: string | null | undefined;
  uuids?: Array<string> | null | undefined;
  visibilityLevel?: Array<VisibilityLevel> | null | undefined;
};

export type RepoUpdateInput = {
  defaultBranch?: string | null | undefined;
  defaultCommit?: string | null | undefined;
  isAutoUpdateRepo?: boolean | null | undefined;
  isCompilableRepo?: boolean | null | undefined;
  isOnlyTagUpdate?: boolean | null | undefined;
  name?: string | null | undefined;
  visibilityLevel?: VisibilityLevel | null | undefined;
};

export type RepositoryRegistryCreateInput = {
  credentials?: CredentialsInput | null | undefined;
  isPublicRepository: boolean;
  platform: GitPlatform;
  repositoryUrl: string;
};

export type RepositoryRegistryFilterInput = {
  creatorUuid?: string | null | undefined;
  isPublicRepository?: boolean | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  orderByLastUpdate?: OrderByDate | null | undefined;
  searchString?: string | null | undefined;
  uuids?: Array<string> | null | undefined;
};

export type RepositoryRegistryStatus = 'ERROR' | 'PROCESSING' | 'UPDATED';

export type UnitFilterInput = {
  creatorUuid?: string | null | undefined;
  firmwareUpdateStatus?: Array<UnitFirmwareUpdateStatus> | null | undefined;
  isAutoUpdateFromRepoUnit?: boolean | null | undefined;
  isOnline?: boolean | null | undefined;
  isOutdated?: boolean | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  orderByLastUpdate?: OrderByDate | null | undefined;
  orderByUnitName?: OrderByText | null | undefined;
  repoUuid?: string | null | undefined;
  reposUuids?: Array<string> | null | undefined;
  searchString?: string | null | undefined;
  unitNodeInputUuid?: string | null | undefined;
  unitNodeType?: Array<UnitNodeTypeEnum> | null | undefined;
  unitNodeUuids?: Array<string> | null | undefined;
  uuids?: Array<string> | null | undefined;
  visibilityLevel?: Array<VisibilityLevel> | null | undefined;
};

export type UnitFirmwareUpdateStatus = 'ERROR' | 'REQUEST_SENT' | 'SUCCESS';

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type RegistryPartsFragment = {
  uuid: string;
  platform: GitPlatform;
  repositoryUrl: string;
  isPublicRepository: boolean;
  creatorUuid: string | null;
  createDatetime: string;
  localRepositorySize: number;
  branches: Array<string>;
  syncStatus: RepositoryRegistryStatus | null;
  syncError: string | null;
  syncLastDatetime: string | null;
};

export type RepoPartsFragment = {
  uuid: string;
  name: string;
  creatorUuid: string;
  createDatetime: string;
  lastUpdateDatetime: string;
  visibilityLevel: VisibilityLevel;
  defaultBranch: string | null;
  defaultCommit: string | null;
  isAutoUpdateRepo: boolean;
  isOnlyTagUpdate: boolean;
  isCompilableRepo: boolean;
  repositoryRegistryUuid: string;
};

export type RegistriesQueryVariables = Exact<{
  filters: RepositoryRegistryFilterInput;
}>;

export type RegistriesQuery = {
  getRepositoriesRegistry: {
    count: number;
    repositoriesRegistry: Array<{
      uuid: string;
      platform: GitPlatform;
      repositoryUrl: string;
      isPublicRepository: boolean;
      creatorUuid: string | null;
      createDatetime: string;
      localRepositorySize: number;
      branches: Array<string>;
      syncStatus: RepositoryRegistryStatus | null;
      syncError: string | null;
      syncLastDatetime: string | null;
    }>;
  };
};

export type RegistryQueryVariables = Exact<{
  uuid: string;
}>;

export type RegistryQuery = {
  getRepositoryRegistry: {
    uuid: string;
    platform: GitPlatform;
    repositoryUrl: string;
    isPublicRepository: boolean;
    creatorUuid: string | null;
    createDatetime: string;
    localRepositorySize: number;
    branches: Array<string>;
    syncStatus: RepositoryRegistryStatus | null;
    syncError: string | null;
    syncLastDatetime: string | null;
  };
};

export type RegistrySyncsSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type RegistrySyncsSubscription = {
  repositoryRegistrySyncs: {
    cursor: string;
    repositoriesRegistry: Array<{
      uuid: string;
      syncStatus: RepositoryRegistryStatus | null;
      syncError: string | null;
    }>;
  };
};

export type BranchCommitsQueryVariables = Exact<{
  uuid: string;
  filters: CommitFilterInput;
}>;

export type BranchCommitsQuery = {
  getBranchCommits: Array<{ commit: string; summary: string; tag: string | null }>;
};

export type OwnCredentialsQueryVariables = Exact<{
  uuid: string;
}>;

export type OwnCredentialsQuery = {
  getCredentials: { status: CredentialStatus; credentials: { username: string } } | null;
};

export type ReposQueryVariables = Exact<{
  filters: RepoFilterInput;
}>;

export type ReposQuery = {
  getRepos: {
    count: number;
    repos: Array<{
      uuid: string;
      name: string;
      creatorUuid: string;
      createDatetime: string;
      lastUpdateDatetime: string;
      visibilityLevel: VisibilityLevel;
      defaultBranch: string | null;
      defaultCommit: string | null;
      isAutoUpdateRepo: boolean;
      isOnlyTagUpdate: boolean;
      isCompilableRepo: boolean;
      repositoryRegistryUuid: string;
    }>;
  };
};

export type RepoQueryVariables = Exact<{
  uuid: string;
}>;

export type RepoQuery = {
  getRepo: {
    uuid: string;
    name: string;
    creatorUuid: string;
    createDatetime: string;
    lastUpdateDatetime: string;
    visibilityLevel: VisibilityLevel;
    defaultBranch: string | null;
    defaultCommit: string | null;
    isAutoUpdateRepo: boolean;
    isOnlyTagUpdate: boolean;
    isCompilableRepo: boolean;
    repositoryRegistryUuid: string;
  };
};

export type RepoVersionsQueryVariables = Exact<{
  uuid: string;
}>;

export type RepoVersionsQuery = {
  getVersions: {
    unitCount: number;
    versions: Array<{ commit: string; tag: string | null; unitCount: number }>;
  };
};

export type RepoPlatformsQueryVariables = Exact<{
  uuid: string;
  commit?: string | null | undefined;
}>;

export type RepoPlatformsQuery = { getAvailablePlatforms: Array<{ name: string; link: string }> };

export type RepoUnitsQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type RepoUnitsQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      currentCommitVersion: string | null;
      targetCommit: string | null;
      isOutdated: boolean;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
    }>;
  };
};

export type RepoUnitUpdatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type RepoUnitUpdatesSubscription = {
  unitUpdates: {
    cursor: string;
    units: Array<{
      uuid: string;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
    }>;
  };
};

export type CreateRegistryMutationVariables = Exact<{
  registry: RepositoryRegistryCreateInput;
}>;

export type CreateRegistryMutation = {
  createRepositoryRegistry: {
    uuid: string;
    platform: GitPlatform;
    repositoryUrl: string;
    isPublicRepository: boolean;
    creatorUuid: string | null;
    createDatetime: string;
    localRepositorySize: number;
    branches: Array<string>;
    syncStatus: RepositoryRegistryStatus | null;
    syncError: string | null;
    syncLastDatetime: string | null;
  };
};

export type SyncRegistryMutationVariables = Exact<{
  uuid: string;
}>;

export type SyncRegistryMutation = { updateLocalRepository: { isNone: boolean } };

export type DeleteRegistryMutationVariables = Exact<{
  uuid: string;
}>;

export type DeleteRegistryMutation = { deleteRepositoryRegistry: { isNone: boolean } };

export type SetRegistryCredentialsMutationVariables = Exact<{
  uuid: string;
  data: CredentialsInput;
}>;

export type SetRegistryCredentialsMutation = { setCredentials: { isNone: boolean } };

export type CreateRepoMutationVariables = Exact<{
  repo: RepoCreateInput;
}>;

export type CreateRepoMutation = {
  createRepo: {
    uuid: string;
    name: string;
    creatorUuid: string;
    createDatetime: string;
    lastUpdateDatetime: string;
    visibilityLevel: VisibilityLevel;
    defaultBranch: string | null;
    defaultCommit: string | null;
    isAutoUpdateRepo: boolean;
    isOnlyTagUpdate: boolean;
    isCompilableRepo: boolean;
    repositoryRegistryUuid: string;
  };
};

export type UpdateRepoMutationVariables = Exact<{
  uuid: string;
  repo: RepoUpdateInput;
}>;

export type UpdateRepoMutation = {
  updateRepo: {
    uuid: string;
    name: string;
    creatorUuid: string;
    createDatetime: string;
    lastUpdateDatetime: string;
    visibilityLevel: VisibilityLevel;
    defaultBranch: string | null;
    defaultCommit: string | null;
    isAutoUpdateRepo: boolean;
    isOnlyTagUpdate: boolean;
    isCompilableRepo: boolean;
    repositoryRegistryUuid: string;
  };
};

export type DeleteRepoMutationVariables = Exact<{
  uuid: string;
}>;

export type DeleteRepoMutation = { deleteRepo: { isNone: boolean } };

export type UpdateRepoUnitsMutationVariables = Exact<{
  uuid: string;
}>;

export type UpdateRepoUnitsMutation = { updateUnitsFirmware: { isNone: boolean } };

export const RegistryPartsFragmentDoc = gql`
  fragment RegistryParts on RepositoryRegistryType {
    uuid
    platform
    repositoryUrl
    isPublicRepository
    creatorUuid
    createDatetime
    localRepositorySize
    branches
    syncStatus
    syncError
    syncLastDatetime
  }
` as unknown as DocumentNode<RegistryPartsFragment, unknown>;
export const RepoPartsFragmentDoc = gql`
  fragment RepoParts on RepoType {
    uuid
    name
    creatorUuid
    createDatetime
    lastUpdateDatetime
    visibilityLevel
    defaultBranch
    defaultCommit
    isAutoUpdateRepo
    isOnlyTagUpdate
    isCompilableRepo
    repositoryRegistryUuid
  }
` as unknown as DocumentNode<RepoPartsFragment, unknown>;
export const RegistriesDocument = gql`
  query registries($filters: RepositoryRegistryFilterInput!) {
    getRepositoriesRegistry(filters: $filters) {
      count
      repositoriesRegistry {
        ...RegistryParts
      }
    }
  }
  ${RegistryPartsFragmentDoc}
` as unknown as DocumentNode<RegistriesQuery, RegistriesQueryVariables>;
export const RegistryDocument = gql`
  query registry($uuid: UUID!) {
    getRepositoryRegistry(uuid: $uuid) {
      ...RegistryParts
    }
  }
  ${RegistryPartsFragmentDoc}
` as unknown as DocumentNode<RegistryQuery, RegistryQueryVariables>;
export const RegistrySyncsDocument = gql`
  subscription registrySyncs($uuids: [UUID!]!) {
    repositoryRegistrySyncs(uuids: $uuids) {
      cursor
      repositoriesRegistry {
        uuid
        syncStatus
        syncError
      }
    }
  }
` as unknown as DocumentNode<RegistrySyncsSubscription, RegistrySyncsSubscriptionVariables>;
export const BranchCommitsDocument = gql`
  query branchCommits($uuid: UUID!, $filters: CommitFilterInput!) {
    getBranchCommits(uuid: $uuid, filters: $filters) {
      commit
      summary
      tag
    }
  }
` as unknown as DocumentNode<BranchCommitsQuery, BranchCommitsQueryVariables>;
export const OwnCredentialsDocument = gql`
  query ownCredentials($uuid: UUID!) {
    getCredentials(uuid: $uuid) {
      status
      credentials {
        username
      }
    }
  }
` as unknown as DocumentNode<OwnCredentialsQuery, OwnCredentialsQueryVariables>;
export const ReposDocument = gql`
  query repos($filters: RepoFilterInput!) {
    getRepos(filters: $filters) {
      count
      repos {
        ...RepoParts
      }
    }
  }
  ${RepoPartsFragmentDoc}
` as unknown as DocumentNode<ReposQuery, ReposQueryVariables>;
export const RepoDocument = gql`
  query repo($uuid: UUID!) {
    getRepo(uuid: $uuid) {
      ...RepoParts
    }
  }
  ${RepoPartsFragmentDoc}
` as unknown as DocumentNode<RepoQuery, RepoQueryVariables>;
export const RepoVersionsDocument = gql`
  query repoVersions($uuid: UUID!) {
    getVersions(uuid: $uuid) {
      unitCount
      versions {
        commit
        tag
        unitCount
      }
    }
  }
` as unknown as DocumentNode<RepoVersionsQuery, RepoVersionsQueryVariables>;
export const RepoPlatformsDocument = gql`
  query repoPlatforms($uuid: UUID!, $commit: String) {
    getAvailablePlatforms(uuid: $uuid, targetCommit: $commit) {
      name
      link
    }
  }
` as unknown as DocumentNode<RepoPlatformsQuery, RepoPlatformsQueryVariables>;
export const RepoUnitsDocument = gql`
  query repoUnits($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      count
      units {
        uuid
        name
        isOnline
        lastSeenDatetime
        currentCommitVersion
        targetCommit
        isOutdated
        firmwareUpdateStatus
        firmwareUpdateError
      }
    }
  }
` as unknown as DocumentNode<RepoUnitsQuery, RepoUnitsQueryVariables>;
export const RepoUnitUpdatesDocument = gql`
  subscription repoUnitUpdates($uuids: [UUID!]!) {
    unitUpdates(uuids: $uuids) {
      cursor
      units {
        uuid
        firmwareUpdateStatus
        firmwareUpdateError
      }
    }
  }
` as unknown as DocumentNode<RepoUnitUpdatesSubscription, RepoUnitUpdatesSubscriptionVariables>;
export const CreateRegistryDocument = gql`
  mutation createRegistry($registry: RepositoryRegistryCreateInput!) {
    createRepositoryRegistry(repositoryRegistry: $registry) {
      ...RegistryParts
    }
  }
  ${RegistryPartsFragmentDoc}
` as unknown as DocumentNode<CreateRegistryMutation, CreateRegistryMutationVariables>;
export const SyncRegistryDocument = gql`
  mutation syncRegistry($uuid: UUID!) {
    updateLocalRepository(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<SyncRegistryMutation, SyncRegistryMutationVariables>;
export const DeleteRegistryDocument = gql`
  mutation deleteRegistry($uuid: UUID!) {
    deleteRepositoryRegistry(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeleteRegistryMutation, DeleteRegistryMutationVariables>;
export const SetRegistryCredentialsDocument = gql`
  mutation setRegistryCredentials($uuid: UUID!, $data: CredentialsInput!) {
    setCredentials(uuid: $uuid, data: $data) {
      isNone
    }
  }
` as unknown as DocumentNode<SetRegistryCredentialsMutation, SetRegistryCredentialsMutationVariables>;
export const CreateRepoDocument = gql`
  mutation createRepo($repo: RepoCreateInput!) {
    createRepo(repo: $repo) {
      ...RepoParts
    }
  }
  ${RepoPartsFragmentDoc}
` as unknown as DocumentNode<CreateRepoMutation, CreateRepoMutationVariables>;
export const UpdateRepoDocument = gql`
  mutation updateRepo($uuid: UUID!, $repo: RepoUpdateInput!) {
    updateRepo(uuid: $uuid, repo: $repo) {
      ...RepoParts
    }
  }
  ${RepoPartsFragmentDoc}
` as unknown as DocumentNode<UpdateRepoMutation, UpdateRepoMutationVariables>;
export const DeleteRepoDocument = gql`
  mutation deleteRepo($uuid: UUID!) {
    deleteRepo(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeleteRepoMutation, DeleteRepoMutationVariables>;
export const UpdateRepoUnitsDocument = gql`
  mutation updateRepoUnits($uuid: UUID!) {
    updateUnitsFirmware(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<UpdateRepoUnitsMutation, UpdateRepoUnitsMutationVariables>;
