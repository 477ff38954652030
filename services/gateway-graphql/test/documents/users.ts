/** Operations on users and sessions, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const USER_FIELDS = /* GraphQL */ `
  uuid
  role
  status
  login
  grafanaOrgName
  grafanaOrgId
  createDatetime
  __typename
`;

export const getToken = /* GraphQL */ `
  query getToken($credentials: String!, $password: String!) {
    getToken(data: { credentials: $credentials, password: $password })
  }
`;

export const getUser = /* GraphQL */ `
  query getUser($uuid: UUID!) {
    getUser(uuid: $uuid) { ${USER_FIELDS} }
  }
`;

export const getUsers = /* GraphQL */ `
  query getUsers(
    $uuids: [UUID!]
    $searchString: String
    $role: [UserRole!]
    $status: [UserStatus!]
    $orderByCreateDate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getUsers(
      filters: {
        uuids: $uuids
        searchString: $searchString
        role: $role
        status: $status
        orderByCreateDate: $orderByCreateDate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      users { ${USER_FIELDS} }
      __typename
    }
  }
`;

export const getVerificationUser = /* GraphQL */ `
  query getVerificationUser {
    getVerificationUser
  }
`;

export const createUser = /* GraphQL */ `
  mutation createUser($login: String!, $password: String!) {
    createUser(user: { login: $login, password: $password }) { ${USER_FIELDS} }
  }
`;

export const updateUser = /* GraphQL */ `
  mutation updateUser($login: String, $password: String) {
    updateUser(user: { login: $login, password: $password }) { ${USER_FIELDS} }
  }
`;

export const blockUser = /* GraphQL */ `
  mutation blockUser($uuid: UUID!) {
    blockUser(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const unblockUser = /* GraphQL */ `
  mutation unblockUser($uuid: UUID!) {
    unblockUser(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const setGrafanaCookies = /* GraphQL */ `
  mutation setGrafanaCookies {
    setGrafanaCookies {
      isNone
      __typename
    }
  }
`;

export const deleteUserCookies = /* GraphQL */ `
  mutation deleteUserCookies {
    deleteUserCookies {
      isNone
      __typename
    }
  }
`;
