/** Operations on Repos, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const REPO_FIELDS = /* GraphQL */ `
  uuid
  visibilityLevel
  name
  createDatetime
  defaultBranch
  isAutoUpdateRepo
  defaultCommit
  isOnlyTagUpdate
  isCompilableRepo
  lastUpdateDatetime
  creatorUuid
  repositoryRegistryUuid
  __typename
`;

export const getRepo = /* GraphQL */ `
  query getRepo($uuid: UUID!) {
    getRepo(uuid: $uuid) { ${REPO_FIELDS} }
  }
`;

export const getRepos = /* GraphQL */ `
  query getRepos(
    $repositoryRegistryUuid: UUID
    $uuids: [UUID!]
    $creatorUuid: UUID
    $creatorsUuids: [UUID!]
    $searchString: String
    $isAutoUpdateRepo: Boolean
    $visibilityLevel: [VisibilityLevel!]
    $orderByCreateDate: OrderByDate
    $orderByLastUpdate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getRepos(
      filters: {
        repositoryRegistryUuid: $repositoryRegistryUuid
        uuids: $uuids
        creatorUuid: $creatorUuid
        creatorsUuids: $creatorsUuids
        searchString: $searchString
        isAutoUpdateRepo: $isAutoUpdateRepo
        visibilityLevel: $visibilityLevel
        orderByCreateDate: $orderByCreateDate
        orderByLastUpdate: $orderByLastUpdate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      repos { ${REPO_FIELDS} }
      __typename
    }
  }
`;

export const getAvailablePlatforms = /* GraphQL */ `
  query getAvailablePlatforms($uuid: UUID!, $targetCommit: String, $targetTag: String) {
    getAvailablePlatforms(uuid: $uuid, targetCommit: $targetCommit, targetTag: $targetTag) {
      name
      link
      __typename
    }
  }
`;

export const getVersions = /* GraphQL */ `
  query getVersions($uuid: UUID!) {
    getVersions(uuid: $uuid) {
      unitCount
      versions {
        commit
        unitCount
        tag
        __typename
      }
      __typename
    }
  }
`;

export const createRepo = /* GraphQL */ `
  mutation createRepo(
    $repositoryRegistryUuid: UUID!
    $defaultBranch: String!
    $visibilityLevel: VisibilityLevel!
    $name: String!
    $isCompilableRepo: Boolean!
  ) {
    createRepo(
      repo: {
        repositoryRegistryUuid: $repositoryRegistryUuid
        defaultBranch: $defaultBranch
        visibilityLevel: $visibilityLevel
        name: $name
        isCompilableRepo: $isCompilableRepo
      }
    ) { ${REPO_FIELDS} }
  }
`;

export const updateRepo = /* GraphQL */ `
  mutation updateRepo(
    $uuid: UUID!
    $visibilityLevel: VisibilityLevel
    $name: String
    $isAutoUpdateRepo: Boolean
    $defaultBranch: String
    $defaultCommit: String
    $isOnlyTagUpdate: Boolean
    $isCompilableRepo: Boolean
  ) {
    updateRepo(
      uuid: $uuid
      repo: {
        visibilityLevel: $visibilityLevel
        name: $name
        isAutoUpdateRepo: $isAutoUpdateRepo
        defaultBranch: $defaultBranch
        defaultCommit: $defaultCommit
        isOnlyTagUpdate: $isOnlyTagUpdate
        isCompilableRepo: $isCompilableRepo
      }
    ) { ${REPO_FIELDS} }
  }
`;

export const updateUnitsFirmware = /* GraphQL */ `
  mutation updateUnitsFirmware($uuid: UUID!) {
    updateUnitsFirmware(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const bulkUpdate = /* GraphQL */ `
  mutation bulkUpdate {
    bulkUpdate {
      isNone
      __typename
    }
  }
`;

export const deleteRepo = /* GraphQL */ `
  mutation deleteRepo($uuid: UUID!) {
    deleteRepo(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;
