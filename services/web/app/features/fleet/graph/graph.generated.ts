// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type FleetChangeKind = 'CREATED' | 'DELETED' | 'UPDATED';

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

export type UnitNodeEdgeFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  unitNodeUuids?: Array<string> | null | undefined;
  unitUuid?: string | null | undefined;
};

export type UnitNodeFilterInput = {
  hasDataPipeError?: boolean | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  outputUuid?: string | null | undefined;
  searchString?: string | null | undefined;
  type?: Array<UnitNodeTypeEnum> | null | undefined;
  unitUuid?: string | null | undefined;
  uuids?: Array<string> | null | undefined;
  visibilityLevel?: Array<VisibilityLevel> | null | undefined;
};

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type GraphRegistriesQueryVariables = Exact<{
  filters: RepositoryRegistryFilterInput;
}>;

export type GraphRegistriesQuery = {
  getRepositoriesRegistry: {
    count: number;
    repositoriesRegistry: Array<{ uuid: string; repositoryUrl: string }>;
  };
};

export type GraphReposQueryVariables = Exact<{
  filters: RepoFilterInput;
}>;

export type GraphReposQuery = {
  getRepos: { count: number; repos: Array<{ uuid: string; name: string; repositoryRegistryUuid: string }> };
};

export type GraphUnitsQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type GraphUnitsQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      repoUuid: string;
      creatorUuid: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      currentCommitVersion: string | null;
      targetCommit: string | null;
    }>;
  };
};

export type GraphNodesQueryVariables = Exact<{
  filters: UnitNodeFilterInput;
}>;

export type GraphNodesQuery = {
  getUnitNodes: {
    count: number;
    unitNodes: Array<{ uuid: string; topicName: string; type: UnitNodeTypeEnum; unitUuid: string }>;
  };
};

export type GraphEdgesQueryVariables = Exact<{
  filters: UnitNodeEdgeFilterInput;
}>;

export type GraphEdgesQuery = {
  getUnitNodeEdges: {
    count: number;
    unitNodeEdges: Array<{ uuid: string; nodeOutputUuid: string; nodeInputUuid: string }>;
  };
};

export type GraphChangesSubscriptionVariables = Exact<{ [key: string]: never }>;

export type GraphChangesSubscription = {
  fleetChanges: {
    cursor: string;
    isSnapshot: boolean;
    units: Array<{
      uuid: string;
      kind: FleetChangeKind;
      isOnline: boolean;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      currentCommitVersion: string | null;
    }>;
  };
};

export const GraphRegistriesDocument = gql`
  query graphRegistries($filters: RepositoryRegistryFilterInput!) {
    getRepositoriesRegistry(filters: $filters) {
      count
      repositoriesRegistry {
        uuid
        repositoryUrl
      }
    }
  }
` as unknown as DocumentNode<GraphRegistriesQuery, GraphRegistriesQueryVariables>;
export const GraphReposDocument = gql`
  query graphRepos($filters: RepoFilterInput!) {
    getRepos(filters: $filters) {
      count
      repos {
        uuid
        name
        repositoryRegistryUuid
      }
    }
  }
` as unknown as DocumentNode<GraphReposQuery, GraphReposQueryVariables>;
export const GraphUnitsDocument = gql`
  query graphUnits($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      count
      units {
        uuid
        name
        repoUuid
        creatorUuid
        isOnline
        lastSeenDatetime
        firmwareUpdateStatus
        currentCommitVersion
        targetCommit
      }
    }
  }
` as unknown as DocumentNode<GraphUnitsQuery, GraphUnitsQueryVariables>;
export const GraphNodesDocument = gql`
  query graphNodes($filters: UnitNodeFilterInput!) {
    getUnitNodes(filters: $filters) {
      count
      unitNodes {
        uuid
        topicName
        type
        unitUuid
      }
    }
  }
` as unknown as DocumentNode<GraphNodesQuery, GraphNodesQueryVariables>;
export const GraphEdgesDocument = gql`
  query graphEdges($filters: UnitNodeEdgeFilterInput!) {
    getUnitNodeEdges(filters: $filters) {
      count
      unitNodeEdges {
        uuid
        nodeOutputUuid
        nodeInputUuid
      }
    }
  }
` as unknown as DocumentNode<GraphEdgesQuery, GraphEdgesQueryVariables>;
export const GraphChangesDocument = gql`
  subscription graphChanges {
    fleetChanges {
      cursor
      isSnapshot
      units {
        uuid
        kind
        isOnline
        firmwareUpdateStatus
        currentCommitVersion
      }
    }
  }
` as unknown as DocumentNode<GraphChangesSubscription, GraphChangesSubscriptionVariables>;
