/** Operations on pipes and their data, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

/** `state` has two types in the union, so clients rename one. */
export const getPipeData = /* GraphQL */ `
  query getPipeData(
    $uuid: UUID!
    $type: ProcessingPolicyType!
    $searchString: String
    $aggregationType: [AggregationFunctions!]
    $timeWindowSize: Int
    $startAggWindowDatetime: DateTime
    $endAggWindowDatetime: DateTime
    $startCreateDatetime: DateTime
    $endCreateDatetime: DateTime
    $relativeTime: String
    $orderByCreateDate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getPipeData(
      filters: {
        uuid: $uuid
        type: $type
        searchString: $searchString
        aggregationType: $aggregationType
        timeWindowSize: $timeWindowSize
        startAggWindowDatetime: $startAggWindowDatetime
        endAggWindowDatetime: $endAggWindowDatetime
        startCreateDatetime: $startCreateDatetime
        endCreateDatetime: $endCreateDatetime
        relativeTime: $relativeTime
        orderByCreateDate: $orderByCreateDate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      pipeData {
        ... on NRecordsType {
          unitNodeUuid
          state
          stateType
          createDatetime
          maxCount
          size
          __typename
        }
        ... on TimeWindowType {
          unitNodeUuid
          state
          stateType
          createDatetime
          expirationDatetime
          size
          __typename
        }
        ... on AggregationType {
          unitNodeUuid
          state_float: state
          aggregationType
          timeWindowSize
          createDatetime
          startWindowDatetime
          __typename
        }
        ... on LastValueType {
          unitNodeUuid
          state
          lastUpdateDatetime
          __typename
        }
        __typename
      }
      __typename
    }
  }
`;

export const checkDataPipeConfig = /* GraphQL */ `
  query checkDataPipeConfig($file: Upload!) {
    checkDataPipeConfig(file: $file) {
      stage
      message
      __typename
    }
  }
`;

export const getDataPipeConfig = /* GraphQL */ `
  query getDataPipeConfig($uuid: UUID!) {
    getDataPipeConfig(uuid: $uuid)
  }
`;

export const setDataPipeConfig = /* GraphQL */ `
  mutation setDataPipeConfig($uuid: UUID!, $file: Upload!) {
    setDataPipeConfig(uuid: $uuid, file: $file) {
      isNone
      __typename
    }
  }
`;

export const setDataPipeDataCsv = /* GraphQL */ `
  mutation setDataPipeDataCsv($uuid: UUID!, $file: Upload!) {
    setDataPipeDataCsv(uuid: $uuid, file: $file) {
      isNone
      __typename
    }
  }
`;

export const deleteDataPipeData = /* GraphQL */ `
  mutation deleteDataPipeData($uuid: UUID!) {
    deleteDataPipeData(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;
