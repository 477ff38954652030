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

export type FleetSummaryQueryVariables = Exact<{ [key: string]: never }>;

export type FleetSummaryQuery = {
  getFleetSummary: {
    units: number;
    online: number;
    offline: number;
    neverSeen: number;
    updating: number;
    updateErrors: number;
    outdated: number;
  };
};

export type FleetUnitsQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type FleetUnitsQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      repoUuid: string;
      visibilityLevel: VisibilityLevel;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      lastUpdateDatetime: string;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
      currentCommitVersion: string | null;
      targetCommit: string | null;
      unitState: {
        ifconfig: Array<string>;
        millis: number | null;
        memFree: number | null;
        memAlloc: number | null;
        freq: number | null;
        statvfs: Array<number>;
        puCommitVersion: string | null;
      } | null;
    }>;
  };
};

export type FleetUnitFragment = {
  uuid: string;
  name: string;
  repoUuid: string;
  visibilityLevel: VisibilityLevel;
  isOnline: boolean;
  lastSeenDatetime: string | null;
  lastUpdateDatetime: string;
  firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
  firmwareUpdateError: string | null;
  currentCommitVersion: string | null;
  targetCommit: string | null;
  unitState: {
    ifconfig: Array<string>;
    millis: number | null;
    memFree: number | null;
    memAlloc: number | null;
    freq: number | null;
    statvfs: Array<number>;
    puCommitVersion: string | null;
  } | null;
};

export type FleetReposQueryVariables = Exact<{
  filters: RepoFilterInput;
}>;

export type FleetReposQuery = { getRepos: { count: number; repos: Array<{ uuid: string; name: string }> } };

export type FleetUnitStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type FleetUnitStatesSubscription = {
  unitStates: {
    cursor: string;
    isSnapshot: boolean;
    units: Array<{
      uuid: string;
      isOnline: boolean;
      lastSeenDatetime: string | null;
      lastUpdateDatetime: string;
      currentCommitVersion: string | null;
      unitState: {
        ifconfig: Array<string>;
        millis: number | null;
        memFree: number | null;
        memAlloc: number | null;
        freq: number | null;
        statvfs: Array<number>;
        puCommitVersion: string | null;
      } | null;
    }>;
  };
};

export type FleetUnitUpdatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type FleetUnitUpdatesSubscription = {
  unitUpdates: {
    cursor: string;
    isSnapshot: boolean;
    units: Array<{
      uuid: string;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
    }>;
  };
};

export const FleetUnitFragmentDoc = gql`
  fragment FleetUnit on UnitType {
    uuid
    name
    repoUuid
    visibilityLevel
    isOnline
    lastSeenDatetime
    lastUpdateDatetime
    firmwareUpdateStatus
    firmwareUpdateError
    currentCommitVersion
    targetCommit
    unitState {
      ifconfig
      millis
      memFree
      memAlloc
      freq
      statvfs
      puCommitVersion
    }
  }
` as unknown as DocumentNode<FleetUnitFragment, unknown>;
export const FleetSummaryDocument = gql`
  query fleetSummary {
    getFleetSummary {
      units
      online
      offline
      neverSeen
      updating
      updateErrors
      outdated
    }
  }
` as unknown as DocumentNode<FleetSummaryQuery, FleetSummaryQueryVariables>;
export const FleetUnitsDocument = gql`
  query fleetUnits($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      count
      units {
        ...FleetUnit
      }
    }
  }
  ${FleetUnitFragmentDoc}
` as unknown as DocumentNode<FleetUnitsQuery, FleetUnitsQueryVariables>;
export const FleetReposDocument = gql`
  query fleetRepos($filters: RepoFilterInput!) {
    getRepos(filters: $filters) {
      count
      repos {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<FleetReposQuery, FleetReposQueryVariables>;
export const FleetUnitStatesDocument = gql`
  subscription fleetUnitStates($uuids: [UUID!]!) {
    unitStates(uuids: $uuids) {
      cursor
      isSnapshot
      units {
        uuid
        isOnline
        lastSeenDatetime
        lastUpdateDatetime
        currentCommitVersion
        unitState {
          ifconfig
          millis
          memFree
          memAlloc
          freq
          statvfs
          puCommitVersion
        }
      }
    }
  }
` as unknown as DocumentNode<FleetUnitStatesSubscription, FleetUnitStatesSubscriptionVariables>;
export const FleetUnitUpdatesDocument = gql`
  subscription fleetUnitUpdates($uuids: [UUID!]!) {
    unitUpdates(uuids: $uuids) {
      cursor
      isSnapshot
      units {
        uuid
        firmwareUpdateStatus
        firmwareUpdateError
      }
    }
  }
` as unknown as DocumentNode<FleetUnitUpdatesSubscription, FleetUnitUpdatesSubscriptionVariables>;
