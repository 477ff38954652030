// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type AggregationFunctions = 'AVG' | 'MAX' | 'MIN' | 'SUM';

export type DataPipeStage = 'ACTIVE_PERIOD' | 'FILTERS' | 'PROCESSING_POLICY' | 'TRANSFORMATIONS';

export type ProcessingPolicyType = 'AGGREGATION' | 'LAST_VALUE' | 'N_RECORDS' | 'TIME_WINDOW';

export type UnitNodeUpdateInput = {
  isDataPipeActive?: boolean | null | undefined;
  isRewritableInput?: boolean | null | undefined;
  maxConnections?: number | null | undefined;
  visibilityLevel?: VisibilityLevel | null | undefined;
};

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type PipelineDocumentQueryVariables = Exact<{
  uuid: string;
}>;

export type PipelineDocumentQuery = { getDataPipeConfig: string };

export type PipelineCheckQueryVariables = Exact<{
  file: File;
}>;

export type PipelineCheckQuery = {
  checkDataPipeConfig: Array<{
    stage: DataPipeStage;
    message: string;
    line: number | null;
    column: number | null;
  }>;
};

export type SavePipelineMutationVariables = Exact<{
  uuid: string;
  file: File;
}>;

export type SavePipelineMutation = { setDataPipeConfig: { isNone: boolean } };

export type SwitchPipeMutationVariables = Exact<{
  uuid: string;
  unitNode: UnitNodeUpdateInput;
}>;

export type SwitchPipeMutation = {
  updateUnitNode: {
    uuid: string;
    isDataPipeActive: boolean;
    dataPipeStatus: string | null;
    dataPipeError: string | null;
  };
};

export type PipeStatesSubscriptionVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type PipeStatesSubscription = {
  unitNodeStates: {
    cursor: string;
    isSnapshot: boolean;
    unitNodes: Array<{
      uuid: string;
      isDataPipeActive: boolean | null;
      dataPipeStatus: string | null;
      dataPipeError: string | null;
    }>;
  };
};

export type PipelineCountersQueryVariables = Exact<{
  uuid: string;
}>;

export type PipelineCountersQuery = {
  getDataPipeCounters: {
    since: string | null;
    until: string | null;
    accepted: number;
    dropped: Array<{ reason: string; count: number }>;
    additionalPipelines: Array<{
      name: string;
      accepted: number;
      dropped: Array<{ reason: string; count: number }>;
    }>;
  };
};

export type PipelineDryRunQueryVariables = Exact<{
  uuid: string;
  document: string;
  lastMinutes: number;
}>;

export type PipelineDryRunQuery = {
  dryRunDataPipe: {
    end: string;
    steps: Array<{
      pipeline: string | null;
      time: string;
      payload: string | null;
      stage: DataPipeStage | null;
      reason: string | null;
      stored: {
        policy: ProcessingPolicyType;
        state: string;
        aggregationType: AggregationFunctions | null;
        startWindowDatetime: string | null;
        endWindowDatetime: string | null;
      } | null;
    }>;
  };
};

export const PipelineDocumentDocument = gql`
  query pipelineDocument($uuid: UUID!) {
    getDataPipeConfig(uuid: $uuid)
  }
` as unknown as DocumentNode<PipelineDocumentQuery, PipelineDocumentQueryVariables>;
export const PipelineCheckDocument = gql`
  query pipelineCheck($file: Upload!) {
    checkDataPipeConfig(file: $file) {
      stage
      message
      line
      column
    }
  }
` as unknown as DocumentNode<PipelineCheckQuery, PipelineCheckQueryVariables>;
export const SavePipelineDocument = gql`
  mutation savePipeline($uuid: UUID!, $file: Upload!) {
    setDataPipeConfig(uuid: $uuid, file: $file) {
      isNone
    }
  }
` as unknown as DocumentNode<SavePipelineMutation, SavePipelineMutationVariables>;
export const SwitchPipeDocument = gql`
  mutation switchPipe($uuid: UUID!, $unitNode: UnitNodeUpdateInput!) {
    updateUnitNode(uuid: $uuid, unitNode: $unitNode) {
      uuid
      isDataPipeActive
      dataPipeStatus
      dataPipeError
    }
  }
` as unknown as DocumentNode<SwitchPipeMutation, SwitchPipeMutationVariables>;
export const PipeStatesDocument = gql`
  subscription pipeStates($uuids: [UUID!]!) {
    unitNodeStates(uuids: $uuids) {
      cursor
      isSnapshot
      unitNodes {
        uuid
        isDataPipeActive
        dataPipeStatus
        dataPipeError
      }
    }
  }
` as unknown as DocumentNode<PipeStatesSubscription, PipeStatesSubscriptionVariables>;
export const PipelineCountersDocument = gql`
  query pipelineCounters($uuid: UUID!) {
    getDataPipeCounters(uuid: $uuid) {
      since
      until
      accepted
      dropped {
        reason
        count
      }
      additionalPipelines {
        name
        accepted
        dropped {
          reason
          count
        }
      }
    }
  }
` as unknown as DocumentNode<PipelineCountersQuery, PipelineCountersQueryVariables>;
export const PipelineDryRunDocument = gql`
  query pipelineDryRun($uuid: UUID!, $document: String!, $lastMinutes: Int!) {
    dryRunDataPipe(uuid: $uuid, document: $document, lastMinutes: $lastMinutes) {
      end
      steps {
        pipeline
        time
        payload
        stage
        reason
        stored {
          policy
          state
          aggregationType
          startWindowDatetime
          endWindowDatetime
        }
      }
    }
  }
` as unknown as DocumentNode<PipelineDryRunQuery, PipelineDryRunQueryVariables>;
