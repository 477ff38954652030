/** Operations on permissions, and the counters, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const PERMISSION_FIELDS = /* GraphQL */ `
  uuid
  agentUuid
  agentType
  resourceUuid
  resourceType
  __typename
`;

export const getResourceAgents = /* GraphQL */ `
  query getResourceAgents(
    $resourceUuid: UUID!
    $resourceType: PermissionEntities!
    $agentType: PermissionEntities
    $offset: Int
    $limit: Int
  ) {
    getResourceAgents(
      filters: {
        resourceUuid: $resourceUuid
        resourceType: $resourceType
        agentType: $agentType
        offset: $offset
        limit: $limit
      }
    ) {
      count
      permissions { ${PERMISSION_FIELDS} }
      __typename
    }
  }
`;

export const createPermission = /* GraphQL */ `
  mutation createPermission(
    $agentUuid: UUID!
    $agentType: PermissionEntities!
    $resourceUuid: UUID!
    $resourceType: PermissionEntities!
  ) {
    createPermission(
      permission: {
        agentUuid: $agentUuid
        agentType: $agentType
        resourceUuid: $resourceUuid
        resourceType: $resourceType
      }
    ) { ${PERMISSION_FIELDS} }
  }
`;

export const deletePermission = /* GraphQL */ `
  mutation deletePermission($agentUuid: UUID!, $resourceUuid: UUID!) {
    deletePermission(agentUuid: $agentUuid, resourceUuid: $resourceUuid) {
      isNone
      __typename
    }
  }
`;

export const getBaseMetrics = /* GraphQL */ `
  query getBaseMetrics {
    getBaseMetrics {
      userCount
      repositoryRegistryCount
      repoCount
      unitCount
      unitNodeCount
      unitNodeEdgeCount
      __typename
    }
  }
`;
