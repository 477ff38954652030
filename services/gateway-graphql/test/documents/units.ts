import { UNIT_NODE_FIELDS } from './unit-nodes';

/** Operations on Units, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const UNIT_FIELDS = /* GraphQL */ `
  uuid
  visibilityLevel
  name
  createDatetime
  isAutoUpdateFromRepoUnit
  targetFirmwarePlatform
  repoBranch
  repoCommit
  unitState {
    ifconfig
    millis
    memFree
    memAlloc
    freq
    statvfs
    puCommitVersion
    __typename
  }
  currentCommitVersion
  lastUpdateDatetime
  creatorUuid
  repoUuid
  firmwareUpdateStatus
  firmwareUpdateError
  lastFirmwareUpdateDatetime
  __typename
`;

export const getUnit = /* GraphQL */ `
  query getUnit($uuid: UUID!) {
    getUnit(uuid: $uuid) { ${UNIT_FIELDS} }
  }
`;

export const getUnits = /* GraphQL */ `
  query getUnits(
    $uuids: [UUID!]
    $creatorUuid: UUID
    $repoUuid: UUID
    $reposUuids: [UUID!]
    $searchString: String
    $isAutoUpdateFromRepoUnit: Boolean
    $visibilityLevel: [VisibilityLevel!]
    $orderByUnitName: OrderByText
    $orderByCreateDate: OrderByDate
    $orderByLastUpdate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getUnits(
      filters: {
        uuids: $uuids
        creatorUuid: $creatorUuid
        repoUuid: $repoUuid
        reposUuids: $reposUuids
        searchString: $searchString
        isAutoUpdateFromRepoUnit: $isAutoUpdateFromRepoUnit
        visibilityLevel: $visibilityLevel
        orderByUnitName: $orderByUnitName
        orderByCreateDate: $orderByCreateDate
        orderByLastUpdate: $orderByLastUpdate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      units { ${UNIT_FIELDS} }
      __typename
    }
  }
`;

export const getUnitsWithUnitNodes = /* GraphQL */ `
  query getUnitsWithUnitNodes(
    $uuids: [UUID!]
    $creatorUuid: UUID
    $repoUuid: UUID
    $searchString: String
    $visibilityLevel: [VisibilityLevel!]
    $unitNodeType: [UnitNodeTypeEnum!]
    $orderByUnitName: OrderByText
    $orderByCreateDate: OrderByDate
    $orderByLastUpdate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getUnits(
      filters: {
        uuids: $uuids
        creatorUuid: $creatorUuid
        repoUuid: $repoUuid
        searchString: $searchString
        visibilityLevel: $visibilityLevel
        unitNodeType: $unitNodeType
        orderByUnitName: $orderByUnitName
        orderByCreateDate: $orderByCreateDate
        orderByLastUpdate: $orderByLastUpdate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      units {
        ${UNIT_FIELDS}
        unitNodes { ${UNIT_NODE_FIELDS} }
      }
      __typename
    }
  }
`;

export const getUnitsOutputByInput = /* GraphQL */ `
  query getUnitsOutputByInput($creatorUuid: UUID, $unitNodeInputUuid: UUID, $offset: Int, $limit: Int) {
    getUnits(
      filters: {
        creatorUuid: $creatorUuid
        unitNodeInputUuid: $unitNodeInputUuid
        offset: $offset
        limit: $limit
      }
    ) {
      count
      units {
        ${UNIT_FIELDS}
        unitNodes { ${UNIT_NODE_FIELDS} }
      }
      __typename
    }
  }
`;

export const getUnitLogs = /* GraphQL */ `
  query getUnitLogs(
    $uuid: UUID!
    $level: [LogLevel!]
    $orderByCreateDate: OrderByDate
    $offset: Int
    $limit: Int
  ) {
    getUnitLogs(
      filters: {
        uuid: $uuid
        level: $level
        orderByCreateDate: $orderByCreateDate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      unitLogs {
        uuid
        level
        unitUuid
        text
        createDatetime
        expirationDatetime
        __typename
      }
      __typename
    }
  }
`;

export const getUnitEnv = /* GraphQL */ `
  query getUnitEnv($uuid: UUID!) {
    getUnitEnv(uuid: $uuid)
  }
`;

export const getUnitCurrentSchema = /* GraphQL */ `
  query getUnitCurrentSchema($uuid: UUID!) {
    getUnitCurrentSchema(uuid: $uuid)
  }
`;

export const getTargetVersion = /* GraphQL */ `
  query getTargetVersion($uuid: UUID!) {
    getTargetVersion(uuid: $uuid) {
      commit
      tag
      __typename
    }
  }
`;

export const getStateStorage = /* GraphQL */ `
  query getStateStorage($uuid: UUID!) {
    getStateStorage(uuid: $uuid)
  }
`;

export const getConvertTomlToMd = /* GraphQL */ `
  query getConvertTomlToMd($file: Upload!) {
    getConvertTomlToMd(file: $file)
  }
`;

export const createUnit = /* GraphQL */ `
  mutation createUnit(
    $repoUuid: UUID!
    $visibilityLevel: VisibilityLevel!
    $name: String!
    $isAutoUpdateFromRepoUnit: Boolean!
    $targetFirmwarePlatform: String
    $repoBranch: String
    $repoCommit: String
  ) {
    createUnit(
      unit: {
        repoUuid: $repoUuid
        visibilityLevel: $visibilityLevel
        name: $name
        isAutoUpdateFromRepoUnit: $isAutoUpdateFromRepoUnit
        targetFirmwarePlatform: $targetFirmwarePlatform
        repoBranch: $repoBranch
        repoCommit: $repoCommit
      }
    ) { ${UNIT_FIELDS} }
  }
`;

export const updateUnit = /* GraphQL */ `
  mutation updateUnit(
    $uuid: UUID!
    $visibilityLevel: VisibilityLevel
    $name: String
    $isAutoUpdateFromRepoUnit: Boolean
    $targetFirmwarePlatform: String
    $repoBranch: String
    $repoCommit: String
  ) {
    updateUnit(
      uuid: $uuid
      unit: {
        visibilityLevel: $visibilityLevel
        name: $name
        isAutoUpdateFromRepoUnit: $isAutoUpdateFromRepoUnit
        targetFirmwarePlatform: $targetFirmwarePlatform
        repoBranch: $repoBranch
        repoCommit: $repoCommit
      }
    ) { ${UNIT_FIELDS} }
  }
`;

export const deleteUnit = /* GraphQL */ `
  mutation deleteUnit($uuid: UUID!) {
    deleteUnit(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const updateUnitEnv = /* GraphQL */ `
  mutation updateUnitEnv($uuid: UUID!, $envJsonStr: String!) {
    updateUnitEnv(uuid: $uuid, envJsonStr: $envJsonStr) {
      isNone
      __typename
    }
  }
`;

export const resetUnitEnv = /* GraphQL */ `
  mutation resetUnitEnv($uuid: UUID!) {
    resetUnitEnv(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const setStateStorage = /* GraphQL */ `
  mutation setStateStorage($uuid: UUID!, $state: String!) {
    setStateStorage(uuid: $uuid, state: $state) {
      isNone
      __typename
    }
  }
`;

export const sendCommandToInputBaseTopic = /* GraphQL */ `
  mutation sendCommandToInputBaseTopic($uuid: UUID!, $command: BackendTopicCommand!) {
    sendCommandToInputBaseTopic(uuid: $uuid, command: $command) {
      isNone
      __typename
    }
  }
`;
