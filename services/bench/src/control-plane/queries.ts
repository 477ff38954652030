import type { LoadedRequest } from './http-load';
import type { Seeded } from './seed';

export interface Asker {
  /** `http://localhost:<port>/pepeunit`. */
  readonly base: string;
  readonly token: string;
}

const UNIT =
  'uuid name visibilityLevel createDatetime currentCommitVersion lastUpdateDatetime creatorUuid repoUuid';
const NODE = 'uuid type visibilityLevel topicName state isDataPipeActive lastUpdateDatetime unitUuid';

/** What pages of the web frontend and devices ask for most (`docs/protocol/rest-graphql.md 2.8, 3.5`). */
export const mostUsedQueries = ({ base, token }: Asker, seeded: Seeded): Record<string, LoadedRequest> => {
  const headers = { 'x-auth-token': token };
  const rest = (path: string): LoadedRequest => ({ url: `${base}/api/v1${path}`, headers });
  const graphql = (query: string, variables: object = {}): LoadedRequest => ({
    url: `${base}/graphql`,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const list = (field: string, type: string, selection: string, filters: object) =>
    graphql(`query ($filters: ${type}!) { ${field}(filters: $filters) { count ${selection} } }`, { filters });
  const page = { limit: 6, offset: 0 };
  const nodes = seeded.outputs.map((uuid) => `unit_node_uuids=${uuid}`).join('&');
  return {
    'instance info': { url: base },
    'metrics/ (REST)': rest('/metrics/'),
    getBaseMetrics: graphql('{ getBaseMetrics { userCount unitCount unitNodeCount } }'),
    'getUnits, first page': list('getUnits', 'UnitFilterInput', `units { ${UNIT} }`, page),
    'getUnits, page at 50,000': list('getUnits', 'UnitFilterInput', `units { ${UNIT} }`, {
      ...page,
      offset: 50_000,
    }),
    'getUnits, search': list('getUnits', 'UnitFilterInput', `units { ${UNIT} }`, {
      ...page,
      searchString: 'unit99',
    }),
    'getUnits, with nodes': list('getUnits', 'UnitFilterInput', `units { ${UNIT} unitNodes { ${NODE} } }`, {
      ...page,
      limit: 100,
    }),
    getUnit: graphql(`query ($uuid: UUID!) { getUnit(uuid: $uuid) { ${UNIT} } }`, { uuid: seeded.unit }),
    'getRepos, first page': list('getRepos', 'RepoFilterInput', 'repos { uuid name visibilityLevel }', page),
    'getUsers, search': list('getUsers', 'UserFilterInput', 'users { uuid login role }', {
      ...page,
      searchString: 'user9',
    }),
    'getUnitNodes of a Unit': list('getUnitNodes', 'UnitNodeFilterInput', `unitNodes { ${NODE} }`, {
      ...page,
      unitUuid: seeded.unit,
    }),
    'Inputs of an Output (device)': rest(
      `/unit_nodes?order_by_create_date=desc&output_uuid=${seeded.output}&limit=10&offset=0`,
    ),
    'Units of nodes (device)': rest(
      `/units?is_include_output_unit_nodes=true&order_by_unit_name=asc&order_by_create_date=desc` +
        `&order_by_last_update=desc&limit=10&offset=0&${nodes}`,
    ),
  };
};
