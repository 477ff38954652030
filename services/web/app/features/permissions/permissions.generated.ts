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

export type PermissionCreateInput = {
  agentType: PermissionEntities;
  agentUuid: string;
  resourceType: PermissionEntities;
  resourceUuid: string;
};

export type PermissionEntities = 'REPO' | 'UNIT' | 'UNIT_NODE' | 'USER';

export type PermissionFilterInput = {
  agentType?: PermissionEntities | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  resourceType: PermissionEntities;
  resourceUuid: string;
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

export type VisibilityLevel = 'INTERNAL' | 'PRIVATE' | 'PUBLIC';

export type ResourceAgentsQueryVariables = Exact<{
  filters: PermissionFilterInput;
}>;

export type ResourceAgentsQuery = {
  getResourceAgents: {
    count: number;
    permissions: Array<{ uuid: string; agentUuid: string; agentType: PermissionEntities }>;
  };
};

export type AgentUsersQueryVariables = Exact<{
  filters: UserFilterInput;
}>;

export type AgentUsersQuery = { getUsers: { users: Array<{ uuid: string; login: string }> } };

export type AgentUnitsQueryVariables = Exact<{
  filters: UnitFilterInput;
}>;

export type AgentUnitsQuery = { getUnits: { units: Array<{ uuid: string; name: string }> } };

export type UnitOfNodeQueryVariables = Exact<{
  uuid: string;
}>;

export type UnitOfNodeQuery = { getUnitNode: { uuid: string; unitUuid: string } };

export type GrantAccessMutationVariables = Exact<{
  permission: PermissionCreateInput;
}>;

export type GrantAccessMutation = { createPermission: { uuid: string } };

export type RevokeAccessMutationVariables = Exact<{
  agentUuid: string;
  resourceUuid: string;
}>;

export type RevokeAccessMutation = { deletePermission: { isNone: boolean } };

export const ResourceAgentsDocument = gql`
  query resourceAgents($filters: PermissionFilterInput!) {
    getResourceAgents(filters: $filters) {
      count
      permissions {
        uuid
        agentUuid
        agentType
      }
    }
  }
` as unknown as DocumentNode<ResourceAgentsQuery, ResourceAgentsQueryVariables>;
export const AgentUsersDocument = gql`
  query agentUsers($filters: UserFilterInput!) {
    getUsers(filters: $filters) {
      users {
        uuid
        login
      }
    }
  }
` as unknown as DocumentNode<AgentUsersQuery, AgentUsersQueryVariables>;
export const AgentUnitsDocument = gql`
  query agentUnits($filters: UnitFilterInput!) {
    getUnits(filters: $filters) {
      units {
        uuid
        name
      }
    }
  }
` as unknown as DocumentNode<AgentUnitsQuery, AgentUnitsQueryVariables>;
export const UnitOfNodeDocument = gql`
  query unitOfNode($uuid: UUID!) {
    getUnitNode(uuid: $uuid) {
      uuid
      unitUuid
    }
  }
` as unknown as DocumentNode<UnitOfNodeQuery, UnitOfNodeQueryVariables>;
export const GrantAccessDocument = gql`
  mutation grantAccess($permission: PermissionCreateInput!) {
    createPermission(permission: $permission) {
      uuid
    }
  }
` as unknown as DocumentNode<GrantAccessMutation, GrantAccessMutationVariables>;
export const RevokeAccessDocument = gql`
  mutation revokeAccess($agentUuid: UUID!, $resourceUuid: UUID!) {
    deletePermission(agentUuid: $agentUuid, resourceUuid: $resourceUuid) {
      isNone
    }
  }
` as unknown as DocumentNode<RevokeAccessMutation, RevokeAccessMutationVariables>;
