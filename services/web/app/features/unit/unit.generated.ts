// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type BackendTopicCommand = 'ENV_UPDATE' | 'LOG_SYNC' | 'SCHEMA_UPDATE' | 'UPDATE';

export type UnitFirmwareUpdateStatus = 'ERROR' | 'REQUEST_SENT' | 'SUCCESS';

export type UnitUpdateInput = {
  isAutoUpdateFromRepoUnit?: boolean | null | undefined;
  name?: string | null | undefined;
  repoBranch?: string | null | undefined;
  repoCommit?: string | null | undefined;
  targetFirmwarePlatform?: string | null | undefined;
  visibilityLevel?: VisibilityLevel | null | undefined;
};

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type UnitPageQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitPageQuery = {
  getUnit: {
    uuid: string;
    name: string;
    visibilityLevel: VisibilityLevel;
    creatorUuid: string;
    createDatetime: string;
    lastUpdateDatetime: string;
    repoUuid: string;
    isAutoUpdateFromRepoUnit: boolean;
    repoBranch: string | null;
    repoCommit: string | null;
    targetFirmwarePlatform: string | null;
    currentCommitVersion: string | null;
    targetCommit: string | null;
    isOutdated: boolean;
    isOnline: boolean;
    lastSeenDatetime: string | null;
    firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
    firmwareUpdateError: string | null;
    lastFirmwareUpdateDatetime: string | null;
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
};

export type UnitPageRepoQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitPageRepoQuery = {
  getRepo: {
    uuid: string;
    name: string;
    visibilityLevel: VisibilityLevel;
    defaultBranch: string | null;
    defaultCommit: string | null;
    isAutoUpdateRepo: boolean;
    isOnlyTagUpdate: boolean;
    isCompilableRepo: boolean;
    repositoryRegistryUuid: string;
  };
};

export type UnitPageStateSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type UnitPageStateSubscription = {
  unitStates: {
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

export type UnitPageUpdateSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type UnitPageUpdateSubscription = {
  unitUpdates: {
    isSnapshot: boolean;
    units: Array<{
      uuid: string;
      firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
      firmwareUpdateError: string | null;
    }>;
  };
};

export type ChangeUnitMutationVariables = Exact<{
  uuid: string;
  unit: UnitUpdateInput;
}>;

export type ChangeUnitMutation = {
  updateUnit: {
    uuid: string;
    name: string;
    visibilityLevel: VisibilityLevel;
    isAutoUpdateFromRepoUnit: boolean;
    repoBranch: string | null;
    repoCommit: string | null;
    targetFirmwarePlatform: string | null;
    targetCommit: string | null;
    isOutdated: boolean;
    firmwareUpdateStatus: UnitFirmwareUpdateStatus | null;
    firmwareUpdateError: string | null;
    lastFirmwareUpdateDatetime: string | null;
    lastUpdateDatetime: string;
  };
};

export type RemoveUnitMutationVariables = Exact<{
  uuid: string;
}>;

export type RemoveUnitMutation = { deleteUnit: { isNone: boolean } };

export type CommandUnitMutationVariables = Exact<{
  uuid: string;
  command: BackendTopicCommand;
}>;

export type CommandUnitMutation = { sendCommandToInputBaseTopic: { isNone: boolean } };

export type UnitStorageQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitStorageQuery = { getStateStorage: string };

export type SaveUnitStorageMutationVariables = Exact<{
  uuid: string;
  state: string;
}>;

export type SaveUnitStorageMutation = { setStateStorage: { isNone: boolean } };

export const UnitPageDocument = gql`
  query unitPage($uuid: UUID!) {
    getUnit(uuid: $uuid) {
      uuid
      name
      visibilityLevel
      creatorUuid
      createDatetime
      lastUpdateDatetime
      repoUuid
      isAutoUpdateFromRepoUnit
      repoBranch
      repoCommit
      targetFirmwarePlatform
      currentCommitVersion
      targetCommit
      isOutdated
      isOnline
      lastSeenDatetime
      firmwareUpdateStatus
      firmwareUpdateError
      lastFirmwareUpdateDatetime
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
` as unknown as DocumentNode<UnitPageQuery, UnitPageQueryVariables>;
export const UnitPageRepoDocument = gql`
  query unitPageRepo($uuid: UUID!) {
    getRepo(uuid: $uuid) {
      uuid
      name
      visibilityLevel
      defaultBranch
      defaultCommit
      isAutoUpdateRepo
      isOnlyTagUpdate
      isCompilableRepo
      repositoryRegistryUuid
    }
  }
` as unknown as DocumentNode<UnitPageRepoQuery, UnitPageRepoQueryVariables>;
export const UnitPageStateDocument = gql`
  subscription unitPageState($uuids: [UUID!]!) {
    unitStates(uuids: $uuids) {
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
` as unknown as DocumentNode<UnitPageStateSubscription, UnitPageStateSubscriptionVariables>;
export const UnitPageUpdateDocument = gql`
  subscription unitPageUpdate($uuids: [UUID!]!) {
    unitUpdates(uuids: $uuids) {
      isSnapshot
      units {
        uuid
        firmwareUpdateStatus
        firmwareUpdateError
      }
    }
  }
` as unknown as DocumentNode<UnitPageUpdateSubscription, UnitPageUpdateSubscriptionVariables>;
export const ChangeUnitDocument = gql`
  mutation changeUnit($uuid: UUID!, $unit: UnitUpdateInput!) {
    updateUnit(uuid: $uuid, unit: $unit) {
      uuid
      name
      visibilityLevel
      isAutoUpdateFromRepoUnit
      repoBranch
      repoCommit
      targetFirmwarePlatform
      targetCommit
      isOutdated
      firmwareUpdateStatus
      firmwareUpdateError
      lastFirmwareUpdateDatetime
      lastUpdateDatetime
    }
  }
` as unknown as DocumentNode<ChangeUnitMutation, ChangeUnitMutationVariables>;
export const RemoveUnitDocument = gql`
  mutation removeUnit($uuid: UUID!) {
    deleteUnit(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<RemoveUnitMutation, RemoveUnitMutationVariables>;
export const CommandUnitDocument = gql`
  mutation commandUnit($uuid: UUID!, $command: BackendTopicCommand!) {
    sendCommandToInputBaseTopic(uuid: $uuid, command: $command) {
      isNone
    }
  }
` as unknown as DocumentNode<CommandUnitMutation, CommandUnitMutationVariables>;
export const UnitStorageDocument = gql`
  query unitStorage($uuid: UUID!) {
    getStateStorage(uuid: $uuid)
  }
` as unknown as DocumentNode<UnitStorageQuery, UnitStorageQueryVariables>;
export const SaveUnitStorageDocument = gql`
  mutation saveUnitStorage($uuid: UUID!, $state: String!) {
    setStateStorage(uuid: $uuid, state: $state) {
      isNone
    }
  }
` as unknown as DocumentNode<SaveUnitStorageMutation, SaveUnitStorageMutationVariables>;
