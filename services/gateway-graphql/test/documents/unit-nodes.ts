/** Operations on nodes, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

export const UNIT_NODE_FIELDS = /* GraphQL */ `
  uuid
  type
  visibilityLevel
  isRewritableInput
  maxConnections
  topicName
  lastUpdateDatetime
  isDataPipeActive
  dataPipeYml
  dataPipeStatus
  dataPipeError
  createDatetime
  state
  unitUuid
  creatorUuid
  __typename
`;

export const getUnitNode = /* GraphQL */ `
  query getUnitNode($uuid: UUID!) {
    getUnitNode(uuid: $uuid) { ${UNIT_NODE_FIELDS} }
  }
`;

export const getUnitNodes = /* GraphQL */ `
  query getUnitNodes(
    $uuids: [UUID!]
    $unitUuid: UUID
    $searchString: String
    $type: [UnitNodeTypeEnum!]
    $visibilityLevel: [VisibilityLevel!]
    $orderByCreateDate: OrderByDate
    $outputUuid: UUID
    $offset: Int
    $limit: Int
  ) {
    getUnitNodes(
      filters: {
        uuids: $uuids
        unitUuid: $unitUuid
        searchString: $searchString
        type: $type
        visibilityLevel: $visibilityLevel
        orderByCreateDate: $orderByCreateDate
        outputUuid: $outputUuid
        offset: $offset
        limit: $limit
      }
    ) {
      count
      unitNodes { ${UNIT_NODE_FIELDS} }
      __typename
    }
  }
`;

export const updateUnitNode = /* GraphQL */ `
  mutation updateUnitNode(
    $uuid: UUID!
    $visibilityLevel: VisibilityLevel
    $isRewritableInput: Boolean
    $isDataPipeActive: Boolean
    $maxConnections: Int
  ) {
    updateUnitNode(
      uuid: $uuid
      unitNode: {
        visibilityLevel: $visibilityLevel
        isRewritableInput: $isRewritableInput
        isDataPipeActive: $isDataPipeActive
        maxConnections: $maxConnections
      }
    ) { ${UNIT_NODE_FIELDS} }
  }
`;

export const setStateUnitNodeInput = /* GraphQL */ `
  mutation setStateUnitNodeInput($uuid: UUID!, $state: String) {
    setStateUnitNodeInput(uuid: $uuid, unitNode: { state: $state }) { ${UNIT_NODE_FIELDS} }
  }
`;

export const createUnitNodeEdge = /* GraphQL */ `
  mutation createUnitNodeEdge($nodeOutputUuid: UUID!, $nodeInputUuid: UUID!) {
    createUnitNodeEdge(unitNodeEdge: { nodeOutputUuid: $nodeOutputUuid, nodeInputUuid: $nodeInputUuid }) {
      uuid
      nodeOutputUuid
      nodeInputUuid
      __typename
    }
  }
`;

export const deleteUnitNodeEdge = /* GraphQL */ `
  mutation deleteUnitNodeEdge($inputUuid: UUID!, $outputUuid: UUID!) {
    deleteUnitNodeEdge(inputUuid: $inputUuid, outputUuid: $outputUuid) {
      isNone
      __typename
    }
  }
`;
