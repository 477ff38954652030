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

export type UnitCreateInput = {
  isAutoUpdateFromRepoUnit: boolean;
  name: string;
  repoBranch?: string | null | undefined;
  repoCommit?: string | null | undefined;
  repoUuid: string;
  targetFirmwarePlatform?: string | null | undefined;
  visibilityLevel: VisibilityLevel;
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

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type GuideDemoQueryVariables = Exact<{ [key: string]: never }>;

export type GuideDemoQuery = {
  getRepositoriesRegistry: { repositoriesRegistry: Array<{ uuid: string; repositoryUrl: string }> };
};

export type GuideRepoQueryVariables = Exact<{
  uuid: string;
}>;

export type GuideRepoQuery = {
  getRepo: {
    uuid: string;
    name: string;
    defaultBranch: string | null;
    isCompilableRepo: boolean;
    isOnlyTagUpdate: boolean;
    isAutoUpdateRepo: boolean;
    visibilityLevel: VisibilityLevel;
    repositoryRegistryUuid: string;
  };
};

export type GuideUnitNamesQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type GuideUnitNamesQuery = { getUnits: { units: Array<{ uuid: string; name: string }> } };

export type GuideUnitQueryVariables = Exact<{
  uuid: string;
}>;

export type GuideUnitQuery = {
  getUnit: {
    uuid: string;
    name: string;
    repoUuid: string;
    creatorUuid: string;
    isOnline: boolean;
    lastSeenDatetime: string | null;
    currentCommitVersion: string | null;
  };
};

export type GuideUnitEnvQueryVariables = Exact<{
  uuid: string;
}>;

export type GuideUnitEnvQuery = { getUnitEnv: string };

export type GuideUnitStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type GuideUnitStatesSubscription = {
  unitStates: {
    cursor: string;
    units: Array<{
      uuid: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      lastUpdateDatetime: string;
      currentCommitVersion: string | null;
    }>;
  };
};

export type GuideCreateUnitMutationVariables = Exact<{
  unit: UnitCreateInput;
}>;

export type GuideCreateUnitMutation = {
  createUnit: {
    uuid: string;
    name: string;
    repoUuid: string;
    creatorUuid: string;
    isOnline: boolean;
    lastSeenDatetime: string | null;
    currentCommitVersion: string | null;
  };
};

export const GuideDemoDocument = gql`
  query guideDemo {
    getRepositoriesRegistry(
      filters: { searchString: "/thermometer.git", isPublicRepository: true, limit: 1, offset: 0 }
    ) {
      repositoriesRegistry {
        uuid
        repositoryUrl
      }
    }
  }
` as unknown as DocumentNode<GuideDemoQuery, GuideDemoQueryVariables>;
export const GuideRepoDocument = gql`
  query guideRepo($uuid: UUID!) {
    getRepo(uuid: $uuid) {
      uuid
      name
      defaultBranch
      isCompilableRepo
      isOnlyTagUpdate
      isAutoUpdateRepo
      visibilityLevel
      repositoryRegistryUuid
    }
  }
` as unknown as DocumentNode<GuideRepoQuery, GuideRepoQueryVariables>;
export const GuideUnitNamesDocument = gql`
  query guideUnitNames($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      units {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<GuideUnitNamesQuery, GuideUnitNamesQueryVariables>;
export const GuideUnitDocument = gql`
  query guideUnit($uuid: UUID!) {
    getUnit(uuid: $uuid) {
      uuid
      name
      repoUuid
      creatorUuid
      isOnline
      lastSeenDatetime
      currentCommitVersion
    }
  }
` as unknown as DocumentNode<GuideUnitQuery, GuideUnitQueryVariables>;
export const GuideUnitEnvDocument = gql`
  query guideUnitEnv($uuid: UUID!) {
    getUnitEnv(uuid: $uuid)
  }
` as unknown as DocumentNode<GuideUnitEnvQuery, GuideUnitEnvQueryVariables>;
export const GuideUnitStatesDocument = gql`
  subscription guideUnitStates($uuids: [UUID!]!) {
    unitStates(uuids: $uuids) {
      cursor
      units {
        uuid
        isOnline
        lastSeenDatetime
        lastUpdateDatetime
        currentCommitVersion
      }
    }
  }
` as unknown as DocumentNode<GuideUnitStatesSubscription, GuideUnitStatesSubscriptionVariables>;
export const GuideCreateUnitDocument = gql`
  mutation guideCreateUnit($unit: UnitCreateInput!) {
    createUnit(unit: $unit) {
      uuid
      name
      repoUuid
      creatorUuid
      isOnline
      lastSeenDatetime
      currentCommitVersion
    }
  }
` as unknown as DocumentNode<GuideCreateUnitMutation, GuideCreateUnitMutationVariables>;
