import { UploadedFile } from '../../world/graphql-caller';
import { newName } from '../../world/world';
import {
  badFilters,
  badUuids,
  CREATOR_ONLY,
  CREATOR_OR_SELF,
  type GraphqlCase,
  NO_ACCESS,
  UNREADABLE,
  USERS_ONLY,
  NONE,
} from '../graphql-case';

const UNIT_ERROR = '422: 7: Unit Validation Error: ';

const newUnit = (repo: string) => ({
  repoUuid: repo,
  visibilityLevel: 'PRIVATE',
  name: newName(),
  isAutoUpdateFromRepoUnit: true,
});

const aboutUnit: Pick<GraphqlCase, 'variables' | 'refuses' | 'bad'> = {
  variables: ({ things }) => ({ uuid: things.unit }),
  refuses: CREATOR_OR_SELF,
  bad: badUuids,
};

export const unitCases: GraphqlCase[] = [
  {
    operation: 'createUnit',
    as: 'stranger',
    variables: ({ things }) => ({ unit: newUnit(things.repo) }),
    verify: (unit) => expect(unit).toMatchObject({ unitNodes: [], firmwareUpdateStatus: null }),
    refuses: USERS_ONLY,
    bad: [
      {
        name: '10B.22: a Repo out of sight',
        change: ({ things }) => ({ unit: newUnit(things.privateRepo) }),
        message: NO_ACCESS,
      },
      {
        name: 'a long name',
        change: ({ things }) => ({ unit: { ...newUnit(things.repo), name: 'n'.repeat(21) } }),
        message: UNIT_ERROR,
      },
      { name: 'nothing', change: { unit: {} }, message: UNREADABLE },
    ],
  },
  {
    operation: 'getUnit',
    as: 'maker',
    ...aboutUnit,
    verify: (unit, { things }) => expect(unit).toMatchObject({ uuid: things.unit, unitNodes: [] }),
    admits: ['unit'],
  },
  {
    operation: 'getUnits',
    as: 'maker',
    variables: ({ things }) => ({ filters: { unitNodeUuids: [things.output], orderByCreateDate: null } }),
    verify: ({ count, units }, { things }) =>
      expect([count, units[0].unitNodes[0].uuid]).toEqual([1, things.output]),
    refuses: ['garbage'],
    admits: ['anonymous', 'stranger', 'unit'],
    bad: badFilters(),
  },
  {
    operation: 'getFleetSummary',
    as: 'maker',
    variables: () => ({}),
    verify: (summary) =>
      expect(summary).toMatchObject({
        units: expect.any(Number),
        outdated: expect.any(Number),
        dataPipeErrors: expect.any(Number),
      }),
    refuses: ['garbage'],
    admits: ['anonymous', 'stranger', 'unit'],
    bad: [],
  },
  {
    operation: 'getUnitEnv',
    as: 'unit',
    ...aboutUnit,
    verify: (env: string) => expect(JSON.parse(env)).toMatchObject({ GREETING: 'hello' }),
    admits: ['maker'],
  },
  {
    operation: 'getTargetVersion',
    as: 'unit',
    ...aboutUnit,
    verify: (version, { things }) => expect(version).toMatchObject({ commit: things.commit, tag: 'v1.0.0' }),
    admits: ['maker'],
  },
  {
    operation: 'getUnitCurrentSchema',
    as: 'unit',
    ...aboutUnit,
    verify: (schema: string) => expect(Object.keys(JSON.parse(schema))).toContain('input_base_topic'),
    admits: ['maker'],
  },
  {
    operation: 'setStateStorage',
    as: 'unit',
    variables: ({ things }) => ({ uuid: things.unit, state: 'kept' }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: [
      ...badUuids,
      { name: 'too much of it', change: { state: 'x'.repeat(1_000_001) }, message: '422: 12: ' },
    ],
  },
  {
    operation: 'getStateStorage',
    as: 'unit',
    ...aboutUnit,
    verify: (state) => expect(state).toBe('kept'),
    admits: ['maker'],
  },
  {
    operation: 'getUnitLogs',
    as: 'unit',
    variables: ({ things }) => ({ filters: { uuid: things.unit, orderByCreateDate: 'desc' } }),
    verify: (logs) => expect(logs).toMatchObject({ count: 0, unitLogs: [] }),
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: [{ name: 'no uuid', change: { filters: {} }, message: UNREADABLE }],
  },
  {
    operation: 'updateUnit',
    as: 'maker',
    // The frontend sends the whole entity and nulls.
    variables: ({ things }) => ({
      uuid: things.unit,
      unit: { name: newName(), repoBranch: null, repoCommit: null },
    }),
    verify: (unit) => expect(unit.visibilityLevel).toBe('PRIVATE'),
    refuses: CREATOR_ONLY,
    bad: [...badUuids, { name: 'a short name', change: { unit: { name: 'abc' } }, message: UNIT_ERROR }],
  },
  {
    operation: 'updateUnitEnv',
    as: 'maker',
    variables: ({ things }) => ({
      uuid: things.unit,
      envJsonStr: '{"PU_DOMAIN": "x", "GREETING": "hello", "INTERVAL": 7}',
    }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      {
        name: '10B.28: text that is no object',
        change: { envJsonStr: '[1]' },
        message: '422: 9: JSON Decode Error: ',
      },
    ],
  },
  {
    operation: 'resetUnitEnv',
    as: 'maker',
    ...aboutUnit,
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
  },
  {
    operation: 'sendCommandToInputBaseTopic',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.unit, command: 'SCHEMA_UPDATE' }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [...badUuids, { name: 'an unknown command', change: { command: 'EXPLODE' }, message: UNREADABLE }],
  },
  {
    operation: 'deleteUnit',
    as: 'maker',
    variables: async (world) => ({ uuid: await world.newUnit() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'getConvertTomlToMd',
    as: 'stranger',
    variables: () => ({ file: new UploadedFile('[general]\nname = "Thermometer"\n') }),
    verify: (text) => expect(text).toBe('# Thermometer\n'),
    refuses: USERS_ONLY,
    bad: [
      { name: 'what is no TOML', change: { file: new UploadedFile('= [') }, message: '422: 16: ' },
      { name: 'no file', change: { file: 'text' }, message: UNREADABLE },
    ],
  },
];
