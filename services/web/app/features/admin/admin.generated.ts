// Written by `npm run gen` from the GraphQL schema.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@urql/core';
export type BrokerClientFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  searchString?: string | null | undefined;
};

export type DeadLetterFilterInput = {
  beforeId?: string | null | undefined;
  consumer?: string | null | undefined;
  limit?: number | null | undefined;
};

export type OrderByDate = 'asc' | 'desc';

export type UserFilterInput = {
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  orderByCreateDate?: OrderByDate | null | undefined;
  role?: Array<UserRole> | null | undefined;
  searchString?: string | null | undefined;
  status?: Array<UserStatus> | null | undefined;
  uuids?: Array<string> | null | undefined;
};

export type UserRole = 'ADMIN' | 'USER';

export type UserStatus = 'BLOCKED' | 'UNVERIFIED' | 'VERIFIED';

export type AdminHealthQueryVariables = Exact<{ [key: string]: never }>;

export type AdminHealthQuery = {
  getServices: Array<{
    service: string;
    instance: string;
    version: string;
    startedDatetime: string | null;
    isReady: boolean;
    residentBytes: number | null;
    failures: Array<{ check: string; reason: string }>;
  }>;
};

export type AdminCountsQueryVariables = Exact<{ [key: string]: never }>;

export type AdminCountsQuery = {
  getBaseMetrics: {
    userCount: number;
    repositoryRegistryCount: number;
    repoCount: number;
    unitCount: number;
    unitNodeCount: number;
    unitNodeEdgeCount: number;
  };
};

export type AdminJobsQueryVariables = Exact<{ [key: string]: never }>;

export type AdminJobsQuery = {
  getServices: Array<{
    service: string;
    instance: string;
    jobs: Array<{
      name: string;
      everySeconds: number | null;
      lastStartDatetime: string | null;
      lastDurationSeconds: number | null;
      lastError: string | null;
      runs: number;
      failures: number;
    }>;
  }>;
};

export type AdminSettingsQueryVariables = Exact<{ [key: string]: never }>;

export type AdminSettingsQuery = {
  getServices: Array<{ service: string; instance: string; settings: Array<{ name: string; value: string }> }>;
};

export type AdminStreamsQueryVariables = Exact<{ [key: string]: never }>;

export type AdminStreamsQuery = {
  getStreams: Array<{
    name: string;
    subjects: Array<string>;
    messages: number;
    bytes: number;
    maxBytes: number | null;
    firstDatetime: string | null;
    lastDatetime: string | null;
    consumers: Array<{
      name: string;
      pending: number;
      waitingForAck: number;
      redelivered: number;
      lastDeliveredDatetime: string | null;
    }>;
  }>;
};

export type AdminPartitionsQueryVariables = Exact<{ [key: string]: never }>;

export type AdminPartitionsQuery = {
  getTelemetryPartitions: Array<{ partition: number; owner: string | null; lag: number }>;
};

export type AdminDeadLettersQueryVariables = Exact<{
  filters: DeadLetterFilterInput;
}>;

export type AdminDeadLettersQuery = {
  getDeadLetters: {
    count: number;
    deadLetters: Array<{
      id: string;
      consumer: string;
      subject: string;
      eventType: string | null;
      reason: string;
      deliveries: number | null;
      failedDatetime: string;
      payload: string;
    }>;
  };
};

export type AdminDeadLetterIdsQueryVariables = Exact<{
  filters: DeadLetterFilterInput;
}>;

export type AdminDeadLetterIdsQuery = { getDeadLetters: { deadLetters: Array<{ id: string }> } };

export type AdminRedriveMutationVariables = Exact<{
  ids: Array<string> | string;
}>;

export type AdminRedriveMutation = { redriveDeadLetters: number };

export type AdminDiscardMutationVariables = Exact<{
  ids: Array<string> | string;
}>;

export type AdminDiscardMutation = { discardDeadLetters: number };

export type AdminBrokerQueryVariables = Exact<{
  filters: BrokerClientFilterInput;
}>;

export type AdminBrokerQuery = {
  getBrokerClients: {
    count: number;
    clients: Array<{
      clientId: string;
      unitUuid: string | null;
      address: string | null;
      protocol: string | null;
      isConnected: boolean;
      connectedDatetime: string | null;
      isCleanSession: boolean;
      subscriptions: number;
      receivedMessages: number;
      sentMessages: number;
      queuedMessages: number;
    }>;
  };
};

export type AdminUnitNamesQueryVariables = Exact<{
  uuids: Array<string> | string;
}>;

export type AdminUnitNamesQuery = { getUnits: { units: Array<{ uuid: string; name: string }> } };

export type AdminKickMutationVariables = Exact<{
  clientId: string;
}>;

export type AdminKickMutation = { kickBrokerClient: { isNone: boolean } };

export type AdminUsersQueryVariables = Exact<{
  filters: UserFilterInput;
}>;

export type AdminUsersQuery = {
  getUsers: {
    count: number;
    users: Array<{ uuid: string; login: string; role: UserRole; status: UserStatus; createDatetime: string }>;
  };
};

export type AdminFleetQueryVariables = Exact<{ [key: string]: never }>;

export type AdminFleetQuery = {
  getFleetSummary: { units: number; online: number; outdated: number; updating: number };
};

export type AdminUpdateAllMutationVariables = Exact<{ [key: string]: never }>;

export type AdminUpdateAllMutation = { bulkUpdate: { isNone: boolean } };

export const AdminHealthDocument = gql`
  query adminHealth {
    getServices {
      service
      instance
      version
      startedDatetime
      isReady
      residentBytes
      failures {
        check
        reason
      }
    }
  }
` as unknown as DocumentNode<AdminHealthQuery, AdminHealthQueryVariables>;
export const AdminCountsDocument = gql`
  query adminCounts {
    getBaseMetrics {
      userCount
      repositoryRegistryCount
      repoCount
      unitCount
      unitNodeCount
      unitNodeEdgeCount
    }
  }
` as unknown as DocumentNode<AdminCountsQuery, AdminCountsQueryVariables>;
export const AdminJobsDocument = gql`
  query adminJobs {
    getServices {
      service
      instance
      jobs {
        name
        everySeconds
        lastStartDatetime
        lastDurationSeconds
        lastError
        runs
        failures
      }
    }
  }
` as unknown as DocumentNode<AdminJobsQuery, AdminJobsQueryVariables>;
export const AdminSettingsDocument = gql`
  query adminSettings {
    getServices {
      service
      instance
      settings {
        name
        value
      }
    }
  }
` as unknown as DocumentNode<AdminSettingsQuery, AdminSettingsQueryVariables>;
export const AdminStreamsDocument = gql`
  query adminStreams {
    getStreams {
      name
      subjects
      messages
      bytes
      maxBytes
      firstDatetime
      lastDatetime
      consumers {
        name
        pending
        waitingForAck
        redelivered
        lastDeliveredDatetime
      }
    }
  }
` as unknown as DocumentNode<AdminStreamsQuery, AdminStreamsQueryVariables>;
export const AdminPartitionsDocument = gql`
  query adminPartitions {
    getTelemetryPartitions {
      partition
      owner
      lag
    }
  }
` as unknown as DocumentNode<AdminPartitionsQuery, AdminPartitionsQueryVariables>;
export const AdminDeadLettersDocument = gql`
  query adminDeadLetters($filters: DeadLetterFilterInput!) {
    getDeadLetters(filters: $filters) {
      count
      deadLetters {
        id
        consumer
        subject
        eventType
        reason
        deliveries
        failedDatetime
        payload
      }
    }
  }
` as unknown as DocumentNode<AdminDeadLettersQuery, AdminDeadLettersQueryVariables>;
export const AdminDeadLetterIdsDocument = gql`
  query adminDeadLetterIds($filters: DeadLetterFilterInput!) {
    getDeadLetters(filters: $filters) {
      deadLetters {
        id
      }
    }
  }
` as unknown as DocumentNode<AdminDeadLetterIdsQuery, AdminDeadLetterIdsQueryVariables>;
export const AdminRedriveDocument = gql`
  mutation adminRedrive($ids: [String!]!) {
    redriveDeadLetters(ids: $ids)
  }
` as unknown as DocumentNode<AdminRedriveMutation, AdminRedriveMutationVariables>;
export const AdminDiscardDocument = gql`
  mutation adminDiscard($ids: [String!]!) {
    discardDeadLetters(ids: $ids)
  }
` as unknown as DocumentNode<AdminDiscardMutation, AdminDiscardMutationVariables>;
export const AdminBrokerDocument = gql`
  query adminBroker($filters: BrokerClientFilterInput!) {
    getBrokerClients(filters: $filters) {
      count
      clients {
        clientId
        unitUuid
        address
        protocol
        isConnected
        connectedDatetime
        isCleanSession
        subscriptions
        receivedMessages
        sentMessages
        queuedMessages
      }
    }
  }
` as unknown as DocumentNode<AdminBrokerQuery, AdminBrokerQueryVariables>;
export const AdminUnitNamesDocument = gql`
  query adminUnitNames($uuids: [UUID!]!) {
    getUnits(filters: { uuids: $uuids, limit: 50, offset: 0 }) {
      units {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<AdminUnitNamesQuery, AdminUnitNamesQueryVariables>;
export const AdminKickDocument = gql`
  mutation adminKick($clientId: String!) {
    kickBrokerClient(clientId: $clientId) {
      isNone
    }
  }
` as unknown as DocumentNode<AdminKickMutation, AdminKickMutationVariables>;
export const AdminUsersDocument = gql`
  query adminUsers($filters: UserFilterInput!) {
    getUsers(filters: $filters) {
      count
      users {
        uuid
        login
        role
        status
        createDatetime
      }
    }
  }
` as unknown as DocumentNode<AdminUsersQuery, AdminUsersQueryVariables>;
export const AdminFleetDocument = gql`
  query adminFleet {
    getFleetSummary {
      units
      online
      outdated
      updating
    }
  }
` as unknown as DocumentNode<AdminFleetQuery, AdminFleetQueryVariables>;
export const AdminUpdateAllDocument = gql`
  mutation adminUpdateAll {
    bulkUpdate {
      isNone
    }
  }
` as unknown as DocumentNode<AdminUpdateAllMutation, AdminUpdateAllMutationVariables>;
