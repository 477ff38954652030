import { SERVICE_NAMES } from '@unitfleet/contracts';
import {
  badFilters,
  type BadVariables,
  type GraphqlCase,
  NONE,
  NOT_FOUND,
  UNREADABLE,
} from '../graphql-case';

const ADMINS_ONLY = ['anonymous', 'maker', 'unit', 'garbage'] as const;
/** No letter has it. */
const NO_LETTER = '9007199254740991';

const badIds: BadVariables[] = [
  { name: 'a word for an id', change: { ids: ['seven'] }, message: NOT_FOUND },
  { name: 'no ids', change: { ids: null }, message: UNREADABLE },
];

/** What whoever operates the instance sees and does. */
export const operateCases: GraphqlCase[] = [
  {
    operation: 'getServices',
    as: 'admin',
    verify: (
      services: { service: string; settings: { name: string; value: string }[]; jobs: object[] }[],
    ) => {
      expect([...new Set(services.map(({ service }) => service))]).toEqual(SERVICE_NAMES);
      const units = services.find(({ service }) => service === 'units')!;
      expect(units).toMatchObject({ isReady: true, failures: [], instance: expect.stringMatching(/./) });
      expect(units.jobs).toContainEqual(expect.objectContaining({ name: 'dispatch of commands' }));
      expect(units.settings).toContainEqual({
        __typename: 'ServiceSettingType',
        name: 'PU_SECRET_KEY',
        value: '***',
      });
      expect(JSON.stringify(services)).not.toContain('the-secret-key-of-the-conformance-tests');
    },
    refuses: ADMINS_ONLY,
    bad: [],
  },
  {
    operation: 'getStreams',
    as: 'admin',
    verify: (streams: { name: string; consumers: object[] }[]) => {
      expect(streams.map(({ name }) => name)).toEqual(['DEAD', 'DEVICE', 'EVENTS', 'LIVE', 'TELEMETRY']);
      expect(streams[2]!.consumers.length).toBeGreaterThan(0);
    },
    refuses: ADMINS_ONLY,
    bad: [],
  },
  {
    operation: 'getTelemetryPartitions',
    as: 'admin',
    verify: (partitions: { partition: number }[]) =>
      expect(partitions.map(({ partition }) => partition)).toEqual(
        Array.from({ length: 16 }, (_, index) => index),
      ),
    refuses: ADMINS_ONLY,
    bad: [],
  },
  {
    operation: 'getDeadLetters',
    as: 'admin',
    variables: () => ({ filters: { limit: 5 } }),
    verify: (result) => expect(result).toMatchObject({ count: expect.any(Number) }),
    refuses: ADMINS_ONLY,
    bad: [
      { name: 'a limit beyond the largest', change: { filters: { limit: 101 } }, message: NOT_FOUND },
      { name: 'a word for an id', change: { filters: { beforeId: 'seven' } }, message: NOT_FOUND },
      { name: 'a field that there is not', change: { filters: { colour: 1 } }, message: UNREADABLE },
      { name: 'no filters', change: { filters: null }, message: UNREADABLE },
    ],
  },
  {
    operation: 'redriveDeadLetters',
    as: 'admin',
    variables: () => ({ ids: [NO_LETTER] }),
    verify: (count) => expect(count).toBe(0),
    refuses: ADMINS_ONLY,
    bad: badIds,
  },
  {
    operation: 'discardDeadLetters',
    as: 'admin',
    variables: () => ({ ids: [NO_LETTER] }),
    verify: (count) => expect(count).toBe(0),
    refuses: ADMINS_ONLY,
    bad: badIds,
  },
  {
    operation: 'getBrokerClients',
    as: 'admin',
    variables: () => ({ filters: { limit: 5, searchString: 'unitfleet-bridge' } }),
    verify: ({ clients }) =>
      expect(clients).toContainEqual(
        expect.objectContaining({ clientId: 'unitfleet-bridge-0', unitUuid: null, isConnected: true }),
      ),
    refuses: ADMINS_ONLY,
    bad: badFilters(),
  },
  {
    operation: 'kickBrokerClient',
    as: 'admin',
    variables: () => ({ clientId: 'nobody' }),
    verify: (none) => expect(none).toEqual(NONE),
    refuses: ADMINS_ONLY,
    bad: [
      { name: "one of the platform's own", change: { clientId: 'unitfleet-bridge-0' }, message: NOT_FOUND },
      { name: 'no client', change: { clientId: null }, message: UNREADABLE },
    ],
  },
];
