// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type AggregationFunctions = 'AVG' | 'MAX' | 'MIN' | 'SUM';

export type DataPipeFilterInput = {
  aggregationType?: Array<AggregationFunctions> | null | undefined;
  endAggWindowDatetime?: string | null | undefined;
  endCreateDatetime?: string | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  pipeline?: string | null | undefined;
  relativeTime?: string | null | undefined;
  searchString?: string | null | undefined;
  startAggWindowDatetime?: string | null | undefined;
  startCreateDatetime?: string | null | undefined;
  timeWindowSize?: number | null | undefined;
  type: ProcessingPolicyType;
  uuid: string;
};

export type DataPipePointsInput = {
  aggregationType?: AggregationFunctions | null | undefined;
  endCreateDatetime?: string | null | undefined;
  pipeline?: string | null | undefined;
  points?: number;
  relativeTime?: string | null | undefined;
  startCreateDatetime?: string | null | undefined;
  uuid: string;
};

export type OrderByDate = 'asc' | 'desc';

export type PipeDataImportStatus = 'DONE' | 'FAILED' | 'RUNNING';

export type ProcessingPolicyType = 'AGGREGATION' | 'LAST_VALUE' | 'N_RECORDS' | 'TIME_WINDOW';

export type SnapshotReason = 'ACCESS_CHANGED' | 'CURSOR_EXPIRED' | 'LAGGED' | 'MESSAGES_LOST' | 'SUBSCRIBED';

export type HistoryNodesQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type HistoryNodesQuery = {
  getUnitNodes: {
    unitNodes: Array<{
      uuid: string;
      topicName: string;
      state: string | null;
      lastUpdateDatetime: string;
      isDataPipeActive: boolean;
      dataPipeYml: string | null;
    }>;
  };
};

export type HistoryPointsQueryVariables = Exact<{
  filters: DataPipePointsInput;
}>;

export type HistoryPointsQuery = {
  getPipeDataPoints: {
    points: Array<{
      startDatetime: string;
      endDatetime: string;
      count: number;
      min: number | null;
      max: number | null;
      avg: number | null;
    }>;
  };
};

export type RecordRowsQueryVariables = Exact<{
  filters: DataPipeFilterInput;
}>;

export type RecordRowsQuery = {
  getPipeData: {
    count: number;
    pipeData: Array<{ state: string; createDatetime: string; size: number } | Record<PropertyKey, never>>;
  };
};

export type TimeWindowRowsQueryVariables = Exact<{
  filters: DataPipeFilterInput;
}>;

export type TimeWindowRowsQuery = {
  getPipeData: {
    count: number;
    pipeData: Array<{ state: string; createDatetime: string; size: number } | Record<PropertyKey, never>>;
  };
};

export type AggregationRowsQueryVariables = Exact<{
  filters: DataPipeFilterInput;
}>;

export type AggregationRowsQuery = {
  getPipeData: {
    count: number;
    pipeData: Array<
      | {
          aggregationType: AggregationFunctions;
          createDatetime: string;
          startWindowDatetime: string;
          endWindowDatetime: string;
          value: number;
        }
      | Record<PropertyKey, never>
    >;
  };
};

export type NodeValuesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type NodeValuesSubscription = {
  unitNodeStates: {
    cursor: string;
    isSnapshot: boolean;
    snapshotReason: SnapshotReason | null;
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

export type PipeDataStoredSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type PipeDataStoredSubscription = { pipeDataStored: { nodeUuids: Array<string> } };

export type ImportPipeDataMutationVariables = Exact<{
  uuid: string;
  file: File;
  pipeline?: string | null | undefined;
}>;

export type ImportPipeDataMutation = { setDataPipeDataCsv: { isNone: boolean } };

export type PipeDataImportsSubscriptionVariables = Exact<{
  uuid: string;
}>;

export type PipeDataImportsSubscription = {
  pipeDataImport: {
    cursor: string;
    isSnapshot: boolean;
    snapshotReason: SnapshotReason | null;
    imports: Array<{
      pipeline: string | null;
      status: PipeDataImportStatus;
      rows: number;
      bytes: number;
      error: string | null;
    }>;
  };
};

export type DeletePipeDataMutationVariables = Exact<{
  uuid: string;
}>;

export type DeletePipeDataMutation = { deleteDataPipeData: { isNone: boolean } };

export const HistoryNodesDocument = gql`
  query historyNodes($uuids: [UUID!]!) {
    getUnitNodes(filters: { uuids: $uuids }) {
      unitNodes {
        uuid
        topicName
        state
        lastUpdateDatetime
        isDataPipeActive
        dataPipeYml
      }
    }
  }
` as unknown as DocumentNode<HistoryNodesQuery, HistoryNodesQueryVariables>;
export const HistoryPointsDocument = gql`
  query historyPoints($filters: DataPipePointsInput!) {
    getPipeDataPoints(filters: $filters) {
      points {
        startDatetime
        endDatetime
        count
        min
        max
        avg
      }
    }
  }
` as unknown as DocumentNode<HistoryPointsQuery, HistoryPointsQueryVariables>;
export const RecordRowsDocument = gql`
  query recordRows($filters: DataPipeFilterInput!) {
    getPipeData(filters: $filters) {
      count
      pipeData {
        ... on NRecordsType {
          state
          createDatetime
          size
        }
      }
    }
  }
` as unknown as DocumentNode<RecordRowsQuery, RecordRowsQueryVariables>;
export const TimeWindowRowsDocument = gql`
  query timeWindowRows($filters: DataPipeFilterInput!) {
    getPipeData(filters: $filters) {
      count
      pipeData {
        ... on TimeWindowType {
          state
          createDatetime
          size
        }
      }
    }
  }
` as unknown as DocumentNode<TimeWindowRowsQuery, TimeWindowRowsQueryVariables>;
export const AggregationRowsDocument = gql`
  query aggregationRows($filters: DataPipeFilterInput!) {
    getPipeData(filters: $filters) {
      count
      pipeData {
        ... on AggregationType {
          value: state
          aggregationType
          createDatetime
          startWindowDatetime
          endWindowDatetime
        }
      }
    }
  }
` as unknown as DocumentNode<AggregationRowsQuery, AggregationRowsQueryVariables>;
export const NodeValuesDocument = gql`
  subscription nodeValues($uuids: [UUID!]!) {
    unitNodeStates(uuids: $uuids) {
      cursor
      isSnapshot
      snapshotReason
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
` as unknown as DocumentNode<NodeValuesSubscription, NodeValuesSubscriptionVariables>;
export const PipeDataStoredDocument = gql`
  subscription pipeDataStored($uuids: [UUID!]!) {
    pipeDataStored(uuids: $uuids) {
      nodeUuids
    }
  }
` as unknown as DocumentNode<PipeDataStoredSubscription, PipeDataStoredSubscriptionVariables>;
export const ImportPipeDataDocument = gql`
  mutation importPipeData($uuid: UUID!, $file: Upload!, $pipeline: String) {
    setDataPipeDataCsv(uuid: $uuid, file: $file, pipeline: $pipeline) {
      isNone
    }
  }
` as unknown as DocumentNode<ImportPipeDataMutation, ImportPipeDataMutationVariables>;
export const PipeDataImportsDocument = gql`
  subscription pipeDataImports($uuid: UUID!) {
    pipeDataImport(uuid: $uuid) {
      cursor
      isSnapshot
      snapshotReason
      imports {
        pipeline
        status
        rows
        bytes
        error
      }
    }
  }
` as unknown as DocumentNode<PipeDataImportsSubscription, PipeDataImportsSubscriptionVariables>;
export const DeletePipeDataDocument = gql`
  mutation deletePipeData($uuid: UUID!) {
    deleteDataPipeData(uuid: $uuid) {
      isNone
    }
  }
` as unknown as DocumentNode<DeletePipeDataMutation, DeletePipeDataMutationVariables>;
