// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type LogLevel = 'CRITICAL' | 'DEBUG' | 'ERROR' | 'INFO' | 'WARNING';

export type OrderByDate = 'asc' | 'desc';

export type SnapshotReason = 'ACCESS_CHANGED' | 'CURSOR_EXPIRED' | 'LAGGED' | 'MESSAGES_LOST' | 'SUBSCRIBED';

export type UnitLogFilterInput = {
  level?: Array<LogLevel> | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  uuid: string;
};

export type UnitLogHistoryQueryVariables = Exact<{
  filters: UnitLogFilterInput;
}>;

export type UnitLogHistoryQuery = {
  getUnitLogs: {
    count: number;
    unitLogs: Array<{ uuid: string; level: LogLevel; text: string; createDatetime: string }>;
  };
};

export type UnitLogLiveSubscriptionVariables = Exact<{
  uuid: string;
  level?: Array<LogLevel> | LogLevel | null | undefined;
}>;

export type UnitLogLiveSubscription = {
  unitLogs: {
    isSnapshot: boolean;
    snapshotReason: SnapshotReason | null;
    unitLogs: Array<{ uuid: string; level: LogLevel; text: string; createDatetime: string }>;
  };
};

export const UnitLogHistoryDocument = gql`
  query unitLogHistory($filters: UnitLogFilterInput!) {
    getUnitLogs(filters: $filters) {
      count
      unitLogs {
        uuid
        level
        text
        createDatetime
      }
    }
  }
` as unknown as DocumentNode<UnitLogHistoryQuery, UnitLogHistoryQueryVariables>;
export const UnitLogLiveDocument = gql`
  subscription unitLogLive($uuid: UUID!, $level: [LogLevel!]) {
    unitLogs(uuid: $uuid, level: $level) {
      isSnapshot
      snapshotReason
      unitLogs {
        uuid
        level
        text
        createDatetime
      }
    }
  }
` as unknown as DocumentNode<UnitLogLiveSubscription, UnitLogLiveSubscriptionVariables>;
