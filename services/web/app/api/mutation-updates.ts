import type { Cache, UpdateResolver } from '@urql/exchange-graphcache';
import { removeAtOnce } from './optimistic-updates';

const UNIT_LISTS = [
  'getUnits',
  'getUnitNodes',
  'getUnitNodeEdges',
  'getFleetSummary',
  'getVersions',
  'getBaseMetrics',
];
const UNIT_VERSION = ['getUnits', 'getTargetVersion', 'getVersions', 'getFleetSummary'];
const EDGES = ['getUnitNodeEdges', 'getUnitNodes', 'getUnits', 'getBaseMetrics'];
const PIPE = ['getDataPipeConfig', 'getDataPipeCounters', 'getUnitNode'];
const PIPE_DATA = ['getPipeData', 'getPipeDataPoints'];
const DASHBOARDS = ['getDashboard', 'getDashboards', 'getDashboardPanels'];

/** Questions whose answers may be others after a change; what the change itself returns is taken over anyway. */
const QUESTIONS_CHANGED_BY: Readonly<Record<string, readonly string[]>> = {
  createUser: ['getUsers', 'getBaseMetrics'],
  blockUser: ['getUser', 'getUsers'],
  unblockUser: ['getUser', 'getUsers'],
  createRepositoryRegistry: ['getRepositoriesRegistry', 'getBaseMetrics'],
  setCredentials: ['getCredentials', 'getRepositoryRegistry'],
  // Only the end of the synchronisation brings something, and is told live: a question on its way then would hide it.
  updateLocalRepository: [],
  deleteRepositoryRegistry: ['getRepositoriesRegistry', 'getBaseMetrics'],
  createRepo: ['getRepos', 'getBaseMetrics'],
  updateRepo: ['getRepos', 'getVersions', 'getTargetVersion'],
  deleteRepo: ['getRepos', 'getBaseMetrics'],
  updateUnitsFirmware: UNIT_VERSION,
  bulkUpdate: UNIT_VERSION,
  createUnit: UNIT_LISTS,
  updateUnit: [...UNIT_VERSION, 'getUnitEnv'],
  deleteUnit: UNIT_LISTS,
  updateUnitEnv: ['getUnitEnv'],
  resetUnitEnv: ['getUnitEnv'],
  setStateStorage: ['getStateStorage'],
  createUnitNodeEdge: EDGES,
  deleteUnitNodeEdge: EDGES,
  updateUnitNode: ['getUnitNodes'],
  setDataPipeConfig: [...PIPE, ...PIPE_DATA],
  setDataPipeDataCsv: PIPE_DATA,
  deleteDataPipeData: PIPE_DATA,
  createPermission: ['getResourceAgents'],
  deletePermission: ['getResourceAgents'],
  createDashboard: DASHBOARDS,
  deleteDashboard: DASHBOARDS,
  createDashboardPanel: DASHBOARDS,
  deletePanel: DASHBOARDS,
  linkUnitNodeToPanel: DASHBOARDS,
  deleteLink: DASHBOARDS,
  redriveDeadLetters: ['getDeadLetters', 'getStreams'],
  discardDeadLetters: ['getDeadLetters', 'getStreams'],
  kickBrokerClient: ['getBrokerClients'],
};

/** Objects that are gone afterwards. */
const TYPE_DELETED_BY: Readonly<Record<string, string>> = {
  deleteRepositoryRegistry: 'RepositoryRegistryType',
  deleteRepo: 'RepoType',
  deleteUnit: 'UnitType',
  deleteDashboard: 'DashboardType',
  deletePanel: 'DashboardPanelType',
};

const forget = (cache: Cache, questions: readonly string[]): void => {
  for (const { fieldName, arguments: args } of cache.inspectFields('Query'))
    if (questions.includes(fieldName)) cache.invalidate('Query', fieldName, args ?? undefined);
};

const afterwards =
  (mutation: string): UpdateResolver =>
  (_result, args, cache, { optimistic }) => {
    // Asked for anew now, the questions would get the answers of before.
    if (optimistic) return removeAtOnce(mutation, args, cache);
    const deleted = TYPE_DELETED_BY[mutation];
    if (deleted) cache.invalidate({ __typename: deleted, uuid: String(args.uuid) });
    forget(cache, QUESTIONS_CHANGED_BY[mutation] ?? []);
  };

/** What the mutations of the schema make out of date in the cache. */
export const MUTATION_UPDATES: Record<string, UpdateResolver> = Object.fromEntries(
  Object.keys(QUESTIONS_CHANGED_BY).map((mutation) => [mutation, afterwards(mutation)]),
);
