// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type OrderByDate = 'asc' | 'desc';

export type OrderByText = 'asc' | 'desc';

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

export type HomeMetricsQueryVariables = Exact<{ [key: string]: never }>;

export type HomeMetricsQuery = {
  getBaseMetrics: {
    userCount: number;
    repositoryRegistryCount: number;
    repoCount: number;
    unitCount: number;
    unitNodeCount: number;
    unitNodeEdgeCount: number;
  };
};

export type HomeSummaryQueryVariables = Exact<{ [key: string]: never }>;

export type HomeSummaryQuery = {
  getFleetSummary: {
    units: number;
    online: number;
    offline: number;
    neverSeen: number;
    updating: number;
    updateErrors: number;
    outdated: number;
    dataPipeErrors: number | null;
  };
};

export type HomeUnitsQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type HomeUnitsQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
    }>;
  };
};

export type HomeReposQueryVariables = Exact<{
  filters: RepoFilterInput;
}>;

export type HomeReposQuery = {
  getRepos: { count: number; repos: Array<{ uuid: string; name: string; lastUpdateDatetime: string }> };
};

export type HomeRegistriesQueryVariables = Exact<{
  filters: RepositoryRegistryFilterInput;
}>;

export type HomeRegistriesQuery = {
  getRepositoriesRegistry: {
    count: number;
    repositoriesRegistry: Array<{
      uuid: string;
      repositoryUrl: string;
      syncStatus: RepositoryRegistryStatus | null;
      syncError: string | null;
    }>;
  };
};

export type HomeUnitStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type HomeUnitStatesSubscription = {
  unitStates: {
    cursor: string;
    isSnapshot: boolean;
    units: Array<{ uuid: string; isOnline: boolean; lastSeenDatetime: string | null }>;
  };
};

export const HomeMetricsDocument = gql`
  query homeMetrics {
    getBaseMetrics {
      userCount
      repositoryRegistryCount
      repoCount
      unitCount
      unitNodeCount
      unitNodeEdgeCount
    }
  }
` as unknown as DocumentNode<HomeMetricsQuery, HomeMetricsQueryVariables>;
export const HomeSummaryDocument = gql`
  query homeSummary {
    getFleetSummary {
      units
      online
      offline
      neverSeen
      updating
      updateErrors
      outdated
      dataPipeErrors
    }
  }
` as unknown as DocumentNode<HomeSummaryQuery, HomeSummaryQueryVariables>;
export const HomeUnitsDocument = gql`
  query homeUnits($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      count
      units {
        uuid
        name
        isOnline
        lastSeenDatetime
        firmwareUpdateStatus
        firmwareUpdateError
      }
    }
  }
` as unknown as DocumentNode<HomeUnitsQuery, HomeUnitsQueryVariables>;
export const HomeReposDocument = gql`
  query homeRepos($filters: RepoFilterInput!) {
    getRepos(filters: $filters) {
      count
      repos {
        uuid
        name
        lastUpdateDatetime
      }
    }
  }
` as unknown as DocumentNode<HomeReposQuery, HomeReposQueryVariables>;
export const HomeRegistriesDocument = gql`
  query homeRegistries($filters: RepositoryRegistryFilterInput!) {
    getRepositoriesRegistry(filters: $filters) {
      count
      repositoriesRegistry {
        uuid
        repositoryUrl
        syncStatus
        syncError
      }
    }
  }
` as unknown as DocumentNode<HomeRegistriesQuery, HomeRegistriesQueryVariables>;
export const HomeUnitStatesDocument = gql`
  subscription homeUnitStates($uuids: [UUID!]!) {
    unitStates(uuids: $uuids) {
      cursor
      isSnapshot
      units {
        uuid
        isOnline
        lastSeenDatetime
      }
    }
  }
` as unknown as DocumentNode<HomeUnitStatesSubscription, HomeUnitStatesSubscriptionVariables>;
