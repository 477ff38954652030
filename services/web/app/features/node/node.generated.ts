// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type UnitNodeEdgeCreateInput = {
  nodeInputUuid: string;
  nodeOutputUuid: string;
};

export type UnitNodeSetStateInput = {
  state?: string | null | undefined;
};

export type UnitNodeTypeEnum = 'INPUT' | 'OUTPUT';

export type UnitNodeUpdateInput = {
  isDataPipeActive?: boolean | null | undefined;
  isRewritableInput?: boolean | null | undefined;
  maxConnections?: number | null | undefined;
  visibilityLevel?: VisibilityLevel | null | undefined;
};

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type NodeFactsFragment = {
  uuid: string;
  type: UnitNodeTypeEnum;
  topicName: string;
  visibilityLevel: VisibilityLevel;
  isRewritableInput: boolean;
  maxConnections: number;
  isDataPipeActive: boolean;
  dataPipeYml: string | null;
  dataPipeStatus: string | null;
  dataPipeError: string | null;
  state: string | null;
  lastUpdateDatetime: string;
  createDatetime: string;
  unitUuid: string;
  creatorUuid: string;
};

export type NodeQueryVariables = Exact<{
  uuid: string;
}>;

export type NodeQuery = {
  getUnitNode: {
    uuid: string;
    type: UnitNodeTypeEnum;
    topicName: string;
    visibilityLevel: VisibilityLevel;
    isRewritableInput: boolean;
    maxConnections: number;
    isDataPipeActive: boolean;
    dataPipeYml: string | null;
    dataPipeStatus: string | null;
    dataPipeError: string | null;
    state: string | null;
    lastUpdateDatetime: string;
    createDatetime: string;
    unitUuid: string;
    creatorUuid: string;
  };
};

export type NodeUnitQueryVariables = Exact<{
  uuid: string;
}>;

export type NodeUnitQuery = {
  getUnit: { uuid: string; name: string; visibilityLevel: VisibilityLevel; isOnline: boolean };
};

export type UpdateNodeMutationVariables = Exact<{
  uuid: string;
  unitNode: UnitNodeUpdateInput;
}>;

export type UpdateNodeMutation = {
  updateUnitNode: {
    uuid: string;
    type: UnitNodeTypeEnum;
    topicName: string;
    visibilityLevel: VisibilityLevel;
    isRewritableInput: boolean;
    maxConnections: number;
    isDataPipeActive: boolean;
    dataPipeYml: string | null;
    dataPipeStatus: string | null;
    dataPipeError: string | null;
    state: string | null;
    lastUpdateDatetime: string;
    createDatetime: string;
    unitUuid: string;
    creatorUuid: string;
  };
};

export type SetNodeStateMutationVariables = Exact<{
  uuid: string;
  unitNode: UnitNodeSetStateInput;
}>;

export type SetNodeStateMutation = {
  setStateUnitNodeInput: { uuid: string; state: string | null; lastUpdateDatetime: string };
};

export type NodeEdgesQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type NodeEdgesQuery = {
  getUnitNodeEdges: {
    count: number;
    unitNodeEdges: Array<{ uuid: string; nodeOutputUuid: string; nodeInputUuid: string }>;
  };
};

export type LinkedNodesQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type LinkedNodesQuery = {
  getUnitNodes: {
    unitNodes: Array<{
      uuid: string;
      type: UnitNodeTypeEnum;
      topicName: string;
      state: string | null;
      lastUpdateDatetime: string;
      visibilityLevel: VisibilityLevel;
      isDataPipeActive: boolean;
      dataPipeYml: string | null;
      unitUuid: string;
    }>;
  };
};

export type LinkedUnitsQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type LinkedUnitsQuery = { getUnits: { units: Array<{ uuid: string; name: string }> } };

export type UnitOwnNodesQueryVariables = Exact<{
  unitUuid: string;
}>;

export type UnitOwnNodesQuery = {
  getUnitNodes: {
    unitNodes: Array<{
      uuid: string;
      type: UnitNodeTypeEnum;
      topicName: string;
      state: string | null;
      lastUpdateDatetime: string;
      visibilityLevel: VisibilityLevel;
      isDataPipeActive: boolean;
      dataPipeYml: string | null;
      unitUuid: string;
    }>;
  };
};

export type LinkCandidatesQueryVariables = Exact<{
  search?: string | null | undefined;
  type?: Array<UnitNodeTypeEnum> | UnitNodeTypeEnum | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
}>;

export type LinkCandidatesQuery = {
  getUnits: {
    count: number;
    units: Array<{
      uuid: string;
      name: string;
      unitNodes: Array<{
        uuid: string;
        type: UnitNodeTypeEnum;
        topicName: string;
        state: string | null;
        lastUpdateDatetime: string;
        visibilityLevel: VisibilityLevel;
        isDataPipeActive: boolean;
        dataPipeYml: string | null;
        unitUuid: string;
      }>;
    }>;
  };
};

export type CreateEdgeMutationVariables = Exact<{
  edge: UnitNodeEdgeCreateInput;
}>;

export type CreateEdgeMutation = {
  createUnitNodeEdge: { uuid: string; nodeOutputUuid: string; nodeInputUuid: string };
};

export type DeleteEdgeMutationVariables = Exact<{
  outputUuid: string;
  inputUuid: string;
}>;

export type DeleteEdgeMutation = { deleteUnitNodeEdge: { isNone: boolean } };

export const NodeFactsFragmentDoc = gql`
  fragment NodeFacts on UnitNodeType {
    uuid
    type
    topicName
    visibilityLevel
    isRewritableInput
    maxConnections
    isDataPipeActive
    dataPipeYml
    dataPipeStatus
    dataPipeError
    state
    lastUpdateDatetime
    createDatetime
    unitUuid
    creatorUuid
  }
` as unknown as DocumentNode<NodeFactsFragment, unknown>;
export const NodeDocument = gql`
  query node($uuid: UUID!) {
    getUnitNode(uuid: $uuid) {
      ...NodeFacts
    }
  }
  ${NodeFactsFragmentDoc}
` as unknown as DocumentNode<NodeQuery, NodeQueryVariables>;
export const NodeUnitDocument = gql`
  query nodeUnit($uuid: UUID!) {
    getUnit(uuid: $uuid) {
      uuid
      name
      visibilityLevel
      isOnline
    }
  }
` as unknown as DocumentNode<NodeUnitQuery, NodeUnitQueryVariables>;
export const UpdateNodeDocument = gql`
  mutation updateNode($uuid: UUID!, $unitNode: UnitNodeUpdateInput!) {
    updateUnitNode(uuid: $uuid, unitNode: $unitNode) {
      ...NodeFacts
    }
  }
  ${NodeFactsFragmentDoc}
` as unknown as DocumentNode<UpdateNodeMutation, UpdateNodeMutationVariables>;
export const SetNodeStateDocument = gql`
  mutation setNodeState($uuid: UUID!, $unitNode: UnitNodeSetStateInput!) {
    setStateUnitNodeInput(uuid: $uuid, unitNode: $unitNode) {
      uuid
      state
      lastUpdateDatetime
    }
  }
` as unknown as DocumentNode<SetNodeStateMutation, SetNodeStateMutationVariables>;
export const NodeEdgesDocument = gql`
  query nodeEdges($uuids: [UUID!]!) {
    getUnitNodeEdges(filters: { unitNodeUuids: $uuids }) {
      count
      unitNodeEdges {
        uuid
        nodeOutputUuid
        nodeInputUuid
      }
    }
  }
` as unknown as DocumentNode<NodeEdgesQuery, NodeEdgesQueryVariables>;
export const LinkedNodesDocument = gql`
  query linkedNodes($uuids: [UUID!]!) {
    getUnitNodes(filters: { uuids: $uuids }) {
      unitNodes {
        uuid
        type
        topicName
        state
        lastUpdateDatetime
        visibilityLevel
        isDataPipeActive
        dataPipeYml
        unitUuid
      }
    }
  }
` as unknown as DocumentNode<LinkedNodesQuery, LinkedNodesQueryVariables>;
export const LinkedUnitsDocument = gql`
  query linkedUnits($uuids: [UUID!]!) {
    getUnits(filters: { uuids: $uuids }) {
      units {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<LinkedUnitsQuery, LinkedUnitsQueryVariables>;
export const UnitOwnNodesDocument = gql`
  query unitOwnNodes($unitUuid: UUID!) {
    getUnitNodes(filters: { unitUuid: $unitUuid, orderByCreateDate: asc }) {
      unitNodes {
        uuid
        type
        topicName
        state
        lastUpdateDatetime
        visibilityLevel
        isDataPipeActive
        dataPipeYml
        unitUuid
      }
    }
  }
` as unknown as DocumentNode<UnitOwnNodesQuery, UnitOwnNodesQueryVariables>;
export const LinkCandidatesDocument = gql`
  query linkCandidates($search: String, $type: [UnitNodeTypeEnum!], $limit: Int, $offset: Int) {
    getUnits(filters: { searchString: $search, unitNodeType: $type, limit: $limit, offset: $offset }) {
      count
      units {
        uuid
        name
        unitNodes {
          uuid
          type
          topicName
          state
          lastUpdateDatetime
          visibilityLevel
          isDataPipeActive
          dataPipeYml
          unitUuid
        }
      }
    }
  }
` as unknown as DocumentNode<LinkCandidatesQuery, LinkCandidatesQueryVariables>;
export const CreateEdgeDocument = gql`
  mutation createEdge($edge: UnitNodeEdgeCreateInput!) {
    createUnitNodeEdge(unitNodeEdge: $edge) {
      uuid
      nodeOutputUuid
      nodeInputUuid
    }
  }
` as unknown as DocumentNode<CreateEdgeMutation, CreateEdgeMutationVariables>;
export const DeleteEdgeDocument = gql`
  mutation deleteEdge($outputUuid: UUID!, $inputUuid: UUID!) {
    deleteUnitNodeEdge(outputUuid: $outputUuid, inputUuid: $inputUuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeleteEdgeMutation, DeleteEdgeMutationVariables>;
