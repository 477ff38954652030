// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type OrderByDate = 'asc' | 'desc';

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

export type ListedNodesQueryVariables = Exact<{
  filters: UnitNodeFilterInput;
}>;

export type ListedNodesQuery = {
  getUnitNodes: {
    count: number;
    unitNodes: Array<{
      uuid: string;
      type: UnitNodeTypeEnum;
      topicName: string;
      unitUuid: string;
      isDataPipeActive: boolean;
      dataPipeStatus: string | null;
      dataPipeError: string | null;
    }>;
  };
};

export type ListedNodesUnitsQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type ListedNodesUnitsQuery = { getUnits: { units: Array<{ uuid: string; name: string }> } };

export type ListedNodesPipesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type ListedNodesPipesSubscription = {
  unitNodeStates: {
    unitNodes: Array<{
      uuid: string;
      isDataPipeActive: boolean | null;
      dataPipeStatus: string | null;
      dataPipeError: string | null;
    }>;
  };
};

export const ListedNodesDocument = gql`
  query listedNodes($filters: UnitNodeFilterInput!) {
    getUnitNodes(filters: $filters) {
      count
      unitNodes {
        uuid
        type
        topicName
        unitUuid
        isDataPipeActive
        dataPipeStatus
        dataPipeError
      }
    }
  }
` as unknown as DocumentNode<ListedNodesQuery, ListedNodesQueryVariables>;
export const ListedNodesUnitsDocument = gql`
  query listedNodesUnits($uuids: [UUID!]!) {
    getUnits(filters: { uuids: $uuids }) {
      units {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<ListedNodesUnitsQuery, ListedNodesUnitsQueryVariables>;
export const ListedNodesPipesDocument = gql`
  subscription listedNodesPipes($uuids: [UUID!]!) {
    unitNodeStates(uuids: $uuids) {
      unitNodes {
        uuid
        isDataPipeActive
        dataPipeStatus
        dataPipeError
      }
    }
  }
` as unknown as DocumentNode<ListedNodesPipesSubscription, ListedNodesPipesSubscriptionVariables>;
