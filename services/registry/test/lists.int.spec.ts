import {
  listRepoPermissions,
  listRepos,
  listRepositoryRegistries,
  listUsers,
  type Actor,
  type OperationDefinition,
} from '@unitfleet/contracts';
import type { Logger } from 'typeorm';
import { RegistryRig } from './registry-rig';

/** So many that the planner has a reason to use an index for a word. */
const ROWS = 6_000;
const PAGE = 2_000;

type Listed = { count: number } & Record<string, Record<string, string>[]>;

interface Statement {
  readonly sql: string;
  readonly parameters: unknown[] | undefined;
}

let rig: RegistryRig;
let reader: Actor;
let creator: Actor;
let repo: string;
const statements: Statement[] = [];

const TABLES = /^\s*\(?select\b[^]*\b(users|repository_registry|repos|permissions)\b/i;

beforeAll(async () => {
  rig = await RegistryRig.start();
  reader = await rig.user();
  const { uuid, login } = await rig.user();
  creator = { kind: 'User', uuid, login, role: 'User' };
  const seed = (sql: string) => rig.source.query(sql, [ROWS]);
  // All of one moment: only the last part of the order tells them apart.
  await seed(`
    insert into users (uuid, role, status, login, hashed_password, grafana_org_name, create_datetime)
    select gen_random_uuid(), 'User', 'Unverified', substr(md5(i::text), 1, 12), '', gen_random_uuid(), '2026-01-01'
    from generate_series(1, $1) i`);
  await seed(`
    insert into repository_registry (uuid, platform, repository_url, create_datetime, last_update_datetime)
    select gen_random_uuid(), 'Github', 'https://host/' || md5(i::text) || '.git', '2026-01-01', '2026-01-01'
    from generate_series(1, $1) i`);
  await rig.source.query(
    `insert into repos (uuid, name, visibility_level, create_datetime, last_update_datetime, default_branch,
       creator_uuid, repository_registry_uuid, repository_url)
     select gen_random_uuid(), substr(md5(repository_url), 1, 12), 'Private', create_datetime, last_update_datetime,
       'main', $1, uuid, repository_url from repository_registry`,
    [uuid],
  );
  await rig.source.query(
    `insert into permissions (agent_type, agent_user_uuid, resource_type, resource_repo_uuid)
     select 'User', $1, 'Repo', uuid from repos`,
    [uuid],
  );
  [{ uuid: repo }] = await rig.source.query('select uuid from repos limit 1');
  await seed(`
    insert into permissions (agent_type, agent_unit_uuid, resource_type, resource_repo_uuid)
    select 'Unit', gen_random_uuid(), 'Repo', (select uuid from repos limit 1) from generate_series(1, $1)`);
  rig.source.logger = {
    logQuery: (sql: string, parameters?: unknown[]) => statements.push({ sql, parameters }),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  } as Logger;
});
afterAll(() => rig.stop());

/** What is asked of the database for a request. What the schedule does meanwhile locks its rows. */
const statementsOf = async (operation: OperationDefinition, request: object, actor: Actor) => {
  statements.length = 0;
  await rig.call(operation, request, actor);
  return statements.filter(({ sql }) => TABLES.test(sql) && !sql.includes('FOR UPDATE'));
};

const lists = () =>
  [
    { name: 'users', operation: listUsers, actor: reader, request: {}, perPage: 2 },
    { name: 'registries', operation: listRepositoryRegistries, actor: reader, request: {}, perPage: 2 },
    { name: 'repos', operation: listRepos, actor: creator, request: {}, perPage: 2 },
    {
      name: 'permissions',
      operation: listRepoPermissions,
      actor: creator,
      request: { resourceUuid: repo, resourceType: 'Repo' },
      perPage: 3,
    },
  ] as const;
type Name = ReturnType<typeof lists>[number]['name'];
const listOf = (name: Name) => lists().find((list) => list.name === name)!;
const NAMES: Name[] = ['users', 'registries', 'repos', 'permissions'];

it.each(NAMES)('a page of %s costs the same number of statements, however long', async (name) => {
  const { operation, request, actor, perPage } = listOf(name);
  for (const limit of [1, 100, 500])
    expect(await statementsOf(operation, { ...request, limit }, actor)).toHaveLength(perPage);
  // A page that shows the end of the list says by itself how many there are.
  expect(await statementsOf(operation, { ...request, offset: ROWS - 1, limit: 500 }, actor)).toHaveLength(
    perPage - 1,
  );
});

it.each(NAMES)('pages of %s that are alike in all else neither overlap nor leave gaps', async (name) => {
  const { operation, request, actor } = listOf(name);
  const seen = new Set<string>();
  let count = Infinity;
  for (let offset = 0; offset < count; offset += PAGE) {
    const page = (await rig.call<OperationDefinition>(
      operation,
      { ...request, offset, limit: PAGE },
      actor,
    )) as Listed;
    count = page.count;
    for (const { uuid } of Object.values(page).find(Array.isArray)!) seen.add(uuid!);
  }
  expect(count).toBeGreaterThanOrEqual(ROWS);
  expect(seen.size).toBe(count);
});

const WITHOUT_TABLES = 'set local enable_seqscan = off';

/** The plan of the statement for the rows, of a planner that some ways are closed to. */
const planOf = async (name: Name, more: object, closed: readonly string[]): Promise<string> => {
  const { operation, request, actor } = listOf(name);
  const found = await statementsOf(operation, { ...request, limit: 20, ...more }, actor);
  const { sql, parameters } = found.find((statement) => statement.sql.includes('LIMIT 20'))!;
  const runner = rig.source.createQueryRunner();
  await runner.startTransaction();
  try {
    for (const closing of closed) await runner.query(closing);
    const lines: { 'QUERY PLAN': string }[] = await runner.query(`explain ${sql}`, parameters);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
};

it.each<[Name, object, string]>([
  ['users', {}, 'users_by_creation'],
  ['users', { orderByCreateDate: 'asc' }, 'users_by_creation'],
  ['registries', {}, 'repository_registry_by_creation'],
  ['registries', { orderByCreateDate: null }, 'repository_registry_by_update'],
  ['repos', {}, 'repos_by_creation'],
  ['repos', { orderByCreateDate: 'asc', orderByLastUpdate: 'asc' }, 'repos_by_creation'],
  ['repos', { orderByCreateDate: null }, 'repos_by_update'],
  ['permissions', {}, 'permissions_on_repo'],
])('the order of %s %j is that of an index', async (name, request, index) => {
  await rig.source.query('analyze');
  const plan = await planOf(name, request, [WITHOUT_TABLES]);
  expect(plan).toContain(index);
  expect(plan).not.toContain('Sort');
});

it.each<[Name, string]>([
  ['users', 'users_by_word'],
  ['registries', 'repository_registry_by_word'],
  ['repos', 'repos_by_word'],
])('a word is looked for among %s in an index', async (name, index) => {
  await rig.source.query('analyze');
  const { operation, request, actor } = listOf(name);
  const page = (await rig.call<OperationDefinition>(operation, { ...request, limit: 1 }, actor)) as Listed;
  const [row] = Object.values(page).find(Array.isArray)!;
  const searchString = row.login ?? row.name ?? row.repositoryUrl;
  // In a table as small as this one other ways seem as short.
  expect(
    await planOf(name, { searchString }, [
      WITHOUT_TABLES,
      'set local enable_indexscan = off',
      'drop index repos_by_level',
    ]),
  ).toContain(index);
});
