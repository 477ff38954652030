/** Operations on repository registries, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const REGISTRY_FIELDS = /* GraphQL */ `
  uuid
  platform
  repositoryUrl
  isPublicRepository
  releasesData
  localRepositorySize
  syncStatus
  syncError
  syncLastDatetime
  createDatetime
  lastUpdateDatetime
  creatorUuid
  branches
  __typename
`;

export const getRepositoryRegistry = /* GraphQL */ `
  query getRepositoryRegistry($uuid: UUID!) {
    getRepositoryRegistry(uuid: $uuid) { ${REGISTRY_FIELDS} }
  }
`;

export const getRepositoriesRegistry = /* GraphQL */ `
  query getRepositoriesRegistry(
    $uuids: [UUID!]
    $creatorUuid: UUID
    $searchString: String
    $isPublicRepository: Boolean
    $orderByCreateDate: OrderByDate
    $orderByLastUpdate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getRepositoriesRegistry(
      filters: {
        uuids: $uuids
        creatorUuid: $creatorUuid
        searchString: $searchString
        isPublicRepository: $isPublicRepository
        orderByCreateDate: $orderByCreateDate
        orderByLastUpdate: $orderByLastUpdate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      repositoriesRegistry { ${REGISTRY_FIELDS} }
      __typename
    }
  }
`;

export const getBranchCommits = /* GraphQL */ `
  query getBranchCommits($uuid: UUID!, $repoBranch: String!, $onlyTag: Boolean!, $offset: Int, $limit: Int) {
    getBranchCommits(
      uuid: $uuid
      filters: { repoBranch: $repoBranch, onlyTag: $onlyTag, offset: $offset, limit: $limit }
    ) {
      commit
      summary
      tag
      __typename
    }
  }
`;

export const getCredentials = /* GraphQL */ `
  query getCredentials($uuid: UUID!) {
    getCredentials(uuid: $uuid) {
      credentials {
        username
        patToken
        __typename
      }
      status
      __typename
    }
  }
`;

export const createRepositoryRegistry = /* GraphQL */ `
  mutation createRepositoryRegistry(
    $platform: GitPlatform!
    $repositoryUrl: String!
    $isPublicRepository: Boolean!
    $credentials: CredentialsInput
  ) {
    createRepositoryRegistry(
      repositoryRegistry: {
        platform: $platform
        repositoryUrl: $repositoryUrl
        isPublicRepository: $isPublicRepository
        credentials: $credentials
      }
    ) { ${REGISTRY_FIELDS} }
  }
`;

export const setCredentials = /* GraphQL */ `
  mutation setCredentials($uuid: UUID!, $data: CredentialsInput!) {
    setCredentials(uuid: $uuid, data: $data) {
      isNone
      __typename
    }
  }
`;

export const updateLocalRepository = /* GraphQL */ `
  mutation updateLocalRepository($uuid: UUID!) {
    updateLocalRepository(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const deleteRepositoryRegistry = /* GraphQL */ `
  mutation deleteRepositoryRegistry($uuid: UUID!) {
    deleteRepositoryRegistry(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;
