import {
  convertTomlToReadme,
  createUnit,
  deleteUnit,
  getFleetSummary,
  getUnit,
  getUnitEnv,
  getUnitSchema,
  getUnitStateStorage,
  getUnitTargetVersion,
  listUnitLogs,
  listUnits,
  resetUnitEnv,
  sendUnitCommand,
  setUnitEnv,
  setUnitStateStorage,
  updateUnit,
} from '@unitfleet/contracts';
import * as documents from './documents/units';
import { describeOperations } from './support/describe-operations';
import { userToken } from './support/start-gateway';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import {
  FRACTION,
  NODE,
  REPO,
  shownUnit,
  shownUnitNode,
  UNIT,
  unit,
  unitNode,
  USER,
  WHOLE,
} from './support/views';

/** What a list is asked for when nothing is said. */
const EVERYTHING = {
  offset: null,
  limit: null,
  uuids: [],
  creatorUuid: null,
  repoUuid: null,
  reposUuids: [],
  searchString: null,
  isAutoUpdateFromRepoUnit: null,
  visibilityLevel: ['Public', 'Internal', 'Private'],
  orderByUnitName: 'asc',
  orderByCreateDate: 'desc',
  orderByLastUpdate: 'desc',
  unitNodeInputUuid: null,
  unitNodeType: ['Output', 'Input'],
  unitNodeUuids: [],
  isOnline: null,
  isOutdated: null,
  firmwareUpdateStatus: null,
};
const NOTHING_ELSE = { targetFirmwarePlatform: null, repoBranch: null, repoCommit: null };
const shownList = (units: unknown[]) => ({ count: 7, units, __typename: 'UnitsResultType' });
const withNodes = {
  answers: { count: 7, units: [{ ...unit, unitNodes: [unitNode] }] },
  shows: shownList([{ ...shownUnit, unitNodes: [shownUnitNode] }]),
};

const cases: OperationCase[] = [
  {
    document: documents.getUnit,
    variables: { uuid: UNIT },
    asks: getUnit,
    request: { uuid: UNIT },
    answers: unit,
    shows: shownUnit,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getUnits,
    variables: {},
    asks: listUnits,
    request: { ...EVERYTHING, includeUnitNodes: false, includeUnitState: true },
    answers: { count: 7, units: [unit] },
    shows: shownList([shownUnit]),
    malformed: [
      ...BAD_PAGES,
      { uuids: ['x'] },
      { uuids: [null] },
      { visibilityLevel: ['Public'] },
      { orderByCreateDate: 'DESC' },
      { isAutoUpdateFromRepoUnit: 'yes' },
    ],
  },
  {
    document: documents.getUnitsWithUnitNodes,
    field: 'getUnits',
    variables: {
      uuids: [UNIT.toUpperCase(), `{${UNIT}}`],
      creatorUuid: USER,
      searchString: 'thermo',
      visibilityLevel: ['PRIVATE'],
      unitNodeType: ['INPUT'],
      orderByUnitName: 'desc',
      orderByCreateDate: null,
      orderByLastUpdate: null,
      offset: 6,
      limit: 6,
    },
    asks: listUnits,
    request: {
      ...EVERYTHING,
      uuids: [UNIT, UNIT],
      creatorUuid: USER,
      searchString: 'thermo',
      visibilityLevel: ['Private'],
      unitNodeType: ['Input'],
      orderByUnitName: 'desc',
      orderByCreateDate: null,
      orderByLastUpdate: null,
      offset: 6,
      limit: 6,
      includeUnitNodes: true,
      includeUnitState: true,
    },
    ...withNodes,
    malformed: [{ unitNodeType: ['Input'] }, { unitNodeType: 'BOTH' }],
  },
  {
    document: documents.getUnitsOutputByInput,
    field: 'getUnits',
    variables: { creatorUuid: null, unitNodeInputUuid: NODE, offset: 0, limit: 0 },
    asks: listUnits,
    request: {
      ...EVERYTHING,
      unitNodeInputUuid: NODE,
      offset: 0,
      limit: 0,
      includeUnitNodes: true,
      includeUnitState: true,
    },
    ...withNodes,
    malformed: [{ unitNodeInputUuid: 'x' }],
  },
  {
    document: documents.getUnitLogs,
    variables: { uuid: UNIT, orderByCreateDate: 'desc', offset: 0, limit: 6 },
    asks: listUnitLogs,
    request: {
      uuid: UNIT,
      level: ['Debug', 'Info', 'Warning', 'Error', 'Critical'],
      orderByCreateDate: 'desc',
      offset: 0,
      limit: 6,
    },
    answers: {
      count: 1,
      unitLogs: [
        {
          uuid: NODE,
          level: 'Critical',
          unitUuid: UNIT,
          text: 'hot',
          createDatetime: unit.createDatetime,
          expirationDatetime: unit.lastUpdateDatetime,
        },
      ],
    },
    shows: {
      count: 1,
      unitLogs: [
        {
          uuid: NODE,
          level: 'CRITICAL',
          unitUuid: UNIT,
          text: 'hot',
          createDatetime: FRACTION,
          expirationDatetime: WHOLE,
          __typename: 'UnitLogType',
        },
      ],
      __typename: 'UnitLogsResultType',
    },
    malformed: [...BAD_UUIDS, ...BAD_PAGES, { level: ['Debug'] }],
  },
  {
    document: documents.getUnitEnv,
    variables: { uuid: UNIT },
    asks: getUnitEnv,
    request: { uuid: UNIT },
    answers: { env: { PU_MQTT_PORT: 1883, DEEP: { some_key: [null] } } },
    shows: '{"PU_MQTT_PORT":1883,"DEEP":{"some_key":[null]}}',
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getUnitCurrentSchema,
    variables: { uuid: UNIT },
    asks: getUnitSchema,
    request: { uuid: UNIT },
    answers: { schema: { input_base_topic: { 'update/pepeunit': ['localhost/x'] } } },
    shows: '{"input_base_topic":{"update/pepeunit":["localhost/x"]}}',
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getTargetVersion,
    variables: { uuid: UNIT },
    asks: getUnitTargetVersion,
    request: { uuid: UNIT },
    answers: { commit: 'abc', tag: null },
    shows: { commit: 'abc', tag: null, __typename: 'TargetVersionType' },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getStateStorage,
    variables: { uuid: UNIT },
    asks: getUnitStateStorage,
    request: { uuid: UNIT },
    answers: { state: '' },
    shows: '',
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getConvertTomlToMd,
    variables: { file: null },
    file: '[general]\nname = "Thermometer"\n',
    asks: convertTomlToReadme,
    request: { document: Buffer.from('[general]\nname = "Thermometer"\n') },
    answers: { markdown: '# Thermometer\n' },
    shows: '# Thermometer\n',
    malformed: [{ file: null }, { file: 'text' }, { file: {} }],
  },
  {
    document: documents.createUnit,
    variables: {
      repoUuid: REPO,
      visibilityLevel: 'PRIVATE',
      name: 'thermometer',
      isAutoUpdateFromRepoUnit: false,
      repoBranch: 'main',
      repoCommit: null,
    },
    asks: createUnit,
    request: {
      ...NOTHING_ELSE,
      repoUuid: REPO,
      visibilityLevel: 'Private',
      name: 'thermometer',
      isAutoUpdateFromRepoUnit: false,
      repoBranch: 'main',
    },
    answers: unit,
    shows: shownUnit,
    malformed: [
      { repoUuid: '' },
      { visibilityLevel: 'Private' },
      { visibilityLevel: null },
      { name: null },
      { name: 5 },
      { isAutoUpdateFromRepoUnit: null },
    ],
  },
  {
    document: documents.updateUnit,
    // The whole entity, as the frontend has it, with fields that are no variables.
    variables: { ...shownUnit, name: 'barometer', visibilityLevel: null },
    asks: updateUnit,
    request: {
      ...NOTHING_ELSE,
      uuid: UNIT,
      visibilityLevel: null,
      name: 'barometer',
      isAutoUpdateFromRepoUnit: true,
      repoBranch: 'main',
    },
    answers: unit,
    shows: shownUnit,
    malformed: [...BAD_UUIDS, { visibilityLevel: 'Public' }, { name: ['x'] }],
  },
  {
    document: documents.updateUnitEnv,
    variables: { uuid: UNIT, envJsonStr: 'null' },
    asks: setUnitEnv,
    request: { uuid: UNIT, envJson: 'null' },
    answers: null,
    shows: NONE,
    malformed: [...BAD_UUIDS, { envJsonStr: null }, { envJsonStr: {} }],
  },
  {
    document: documents.resetUnitEnv,
    variables: { uuid: UNIT },
    asks: resetUnitEnv,
    request: { uuid: UNIT },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.setStateStorage,
    variables: { uuid: UNIT, state: '' },
    asks: setUnitStateStorage,
    request: { uuid: UNIT, state: '' },
    answers: null,
    shows: NONE,
    malformed: [...BAD_UUIDS, { state: null }],
  },
  {
    document: documents.sendCommandToInputBaseTopic,
    variables: { uuid: UNIT, command: 'SCHEMA_UPDATE' },
    asks: sendUnitCommand,
    request: { uuid: UNIT, command: 'SchemaUpdate' },
    answers: null,
    shows: NONE,
    malformed: [...BAD_UUIDS, { command: 'SchemaUpdate' }, { command: null }],
  },
  {
    document: documents.deleteUnit,
    variables: { uuid: UNIT },
    asks: deleteUnit,
    request: { uuid: UNIT },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
];

describeOperations('operations on Units', cases, (gateway) => {
  const filters = { ...EVERYTHING, includeUnitNodes: false, includeUnitState: false };

  it('takes an explicit null for a set of words as the empty set, and for keys as no filter', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnits, () => ({ count: 0, units: [] }));
    const query = `query ($f: UnitFilterInput!) { getUnits(filters: $f) { count } }`;
    const nothing = {
      uuids: null,
      reposUuids: null,
      unitNodeUuids: null,
      visibilityLevel: null,
      unitNodeType: null,
    };
    const { json } = await graphql.ask(query, { variables: { f: nothing } });
    expect(json).toEqual({ data: { getUnits: { count: 0 } } });
    expect(fleet.last(listUnits).request).toEqual({ ...filters, visibilityLevel: null, unitNodeType: null });
  });

  it('brings how Units stand in the fleet by the same question, and states only where they are shown', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnits, () => ({ count: 100, units: Array.from({ length: 100 }, () => unit) }));
    const before = fleet.count(listUnits);
    const query = `query ($f: UnitFilterInput!) {
      getUnits(filters: $f) { units { isOnline lastSeenDatetime targetCommit isOutdated } } }`;
    const f = { isOnline: true, isOutdated: false, firmwareUpdateStatus: ['REQUEST_SENT', 'ERROR'] };
    const { json } = await graphql.ask(query, { variables: { f } });
    const shown = { isOnline: true, lastSeenDatetime: FRACTION, targetCommit: 'abd', isOutdated: true };
    expect(json.data.getUnits.units).toEqual(Array.from({ length: 100 }, () => shown));
    expect(fleet.count(listUnits)).toBe(before + 1);
    expect(fleet.last(listUnits).request).toEqual({
      ...filters,
      ...f,
      firmwareUpdateStatus: ['RequestSent', 'Error'],
    });
    await graphql.ask('{ getUnits(filters: {}) { units { unitState { millis } } } }', {});
    expect(fleet.last(listUnits).request.includeUnitState).toBe(true);
  });

  it('asks for nodes only where the selection has them', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnits, () => ({ count: 0, units: [] }));
    const asked = async (selection: string) => {
      const query = `query ($with: Boolean!) { getUnits(filters: {}) { units { ...details name @include(if: $with) } } }
      fragment details on UnitType { ${selection} }`;
      await graphql.ask(query, { variables: { with: false } });
      return fleet.last(listUnits).request.includeUnitNodes;
    };
    expect(await asked('nodes: unitNodes { uuid }')).toBe(true);
    expect(await asked('name unitNodes @include(if: $with) { uuid }')).toBe(false);
    expect(await asked('unitNodes @skip(if: $with) { uuid }')).toBe(true);
  });

  it('asks about data pipes only who wishes to know of them', async () => {
    const { fleet, graphql } = gateway();
    const summary = {
      units: 3,
      online: 2,
      offline: 1,
      neverSeen: 1,
      updating: 0,
      updateErrors: 0,
      outdated: 0,
    };
    fleet.on(getFleetSummary, ({ includeDataPipes }) => ({
      ...summary,
      dataPipeErrors: includeDataPipes ? 2 : null,
    }));
    const asked = async (fields: string) => {
      const { json } = await graphql.ask(`{ getFleetSummary { ${fields} } }`, { token: userToken });
      return [json.data.getFleetSummary, fleet.last(getFleetSummary).request];
    };
    expect(await asked('units online')).toEqual([{ units: 3, online: 2 }, { includeDataPipes: false }]);
    expect(await asked('units dataPipeErrors')).toEqual([
      { units: 3, dataPipeErrors: 2 },
      { includeDataPipes: true },
    ]);
  });

  it('brings a page of 100 Units with their nodes by one question', async () => {
    const { fleet, graphql } = gateway();
    const units = Array.from({ length: 100 }, () => ({ ...unit, unitNodes: Array(10).fill(unitNode) }));
    fleet.on(listUnits, () => ({ count: 100, units }));
    const before = fleet.total();
    const { json } = await graphql.ask(documents.getUnitsWithUnitNodes, { variables: { limit: 100 } });
    expect(json.data.getUnits.units).toHaveLength(100);
    expect(json.data.getUnits.units[99].unitNodes).toHaveLength(10);
    expect(fleet.total() - before).toBe(1);
  });

  it('answers states that a device made up, as far as the schema allows', async () => {
    const { fleet, graphql } = gateway();
    const unitState = { ...unit.unitState, ifconfig: [null, { a: 1 }], statvfs: [1, 'x'] };
    fleet.on(getUnit, () => ({ ...unit, unitState }));
    const { json } = await graphql.ask(documents.getUnit, { variables: { uuid: UNIT } });
    expect(json.data.getUnit.unitState).toMatchObject({ ifconfig: ['null', '{"a":1}'], statvfs: [] });
  });

  it('refuses text that no store takes, except where it is kept sealed', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnits, () => ({ count: 0, units: [] }));
    fleet.on(setUnitStateStorage, () => null);
    const search = await graphql.ask(documents.getUnits, { variables: { searchString: 'a\0b' } });
    expect(search.json.errors[0].message).toMatch(/^422: 2: Validation Error: /);
    const state = await graphql.ask(documents.setStateStorage, { variables: { uuid: UNIT, state: 'a\0b' } });
    expect(state.json).toEqual({ data: { setStateStorage: NONE } });
    expect(fleet.last(setUnitStateStorage).request).toEqual({ uuid: UNIT, state: 'a\0b' });
  });

  it('answers the home page of somebody who is not logged in', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listUnits, () => ({ count: 1, units: [unit] }));
    const { json } = await graphql.ask(documents.getUnits, { token: '', operationName: 'getUnits' });
    expect(json.data.getUnits.units).toEqual([shownUnit]);
    expect(fleet.last(listUnits)).toEqual({
      request: { ...filters, includeUnitState: true },
      actor: { kind: 'Bot' },
    });
  });
});
