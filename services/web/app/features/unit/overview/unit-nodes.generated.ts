// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UnitNodeSetStateInput = {
  state?: string | null | undefined;
};

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type UnitPageNodesQueryVariables = Exact<{
  uuid: string;
  limit: number;
}>;

export type UnitPageNodesQuery = {
  getUnitNodes: {
    count: number;
    unitNodes: Array<{
      uuid: string;
      topicName: string;
      type: UnitNodeTypeEnum;
      state: string | null;
      creatorUuid: string;
      visibilityLevel: VisibilityLevel;
      isRewritableInput: boolean;
      isDataPipeActive: boolean;
      dataPipeYml: string | null;
      dataPipeStatus: string | null;
      dataPipeError: string | null;
      lastUpdateDatetime: string;
    }>;
  };
};

export type UnitPageNodeStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type UnitPageNodeStatesSubscription = {
  unitNodeStates: {
    isSnapshot: boolean;
    unitNodes: Array<{
      uuid: string;
      state: string | null;
      lastUpdateDatetime: string;
      isDataPipeActive: boolean | null;
      dataPipeStatus: string | null;
      dataPipeError: string | null;
    }>;
  };
};

export type SetNodeInputMutationVariables = Exact<{
  uuid: string;
  unitNode: UnitNodeSetStateInput;
}>;

export type SetNodeInputMutation = {
  setStateUnitNodeInput: { uuid: string; state: string | null; lastUpdateDatetime: string };
};

export const UnitPageNodesDocument = gql`
  query unitPageNodes($uuid: UUID!, $limit: Int!) {
    getUnitNodes(filters: { unitUuid: $uuid, limit: $limit, offset: 0, orderByCreateDate: asc }) {
      count
      unitNodes {
        uuid
        topicName
        type
        state
        creatorUuid
        visibilityLevel
        isRewritableInput
        isDataPipeActive
        dataPipeYml
        dataPipeStatus
        dataPipeError
        lastUpdateDatetime
      }
    }
  }
` as unknown as DocumentNode<UnitPageNodesQuery, UnitPageNodesQueryVariables>;
export const UnitPageNodeStatesDocument = gql`
  subscription unitPageNodeStates($uuids: [UUID!]!) {
    unitNodeStates(uuids: $uuids) {
      isSnapshot
      unitNodes {
        uuid
        state
        lastUpdateDatetime
        isDataPipeActive
        dataPipeStatus
        dataPipeError
      }
    }
  }
` as unknown as DocumentNode<UnitPageNodeStatesSubscription, UnitPageNodeStatesSubscriptionVariables>;
export const SetNodeInputDocument = gql`
  mutation setNodeInput($uuid: UUID!, $unitNode: UnitNodeSetStateInput!) {
    setStateUnitNodeInput(uuid: $uuid, unitNode: $unitNode) {
      uuid
      state
      lastUpdateDatetime
    }
  }
` as unknown as DocumentNode<SetNodeInputMutation, SetNodeInputMutationVariables>;
