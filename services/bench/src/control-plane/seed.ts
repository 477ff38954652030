import { defaultPipelineConfig, toStoredConfig } from '@unitfleet/pipeline';
import { Client } from 'pg';

/** How much there is; nodes are two for each Unit. */
export interface SeedSize {
  readonly units: number;
  readonly users: number;
  readonly repos: number;
}

/** Keys of seeded things that requests ask for. */
export interface Seeded {
  readonly unit: string;
  readonly output: string;
  readonly outputs: readonly string[];
}

/** A key of version 4, always the same for the same thing. */
const key = (kind: string, index: string): string =>
  `overlay(overlay(md5('${kind}' || ${index}) placing '4' from 13) placing '8' from 17)::uuid`;
const LEVEL = `case i % 10 when 0 then 'Private' when 1 then 'Internal' else 'Public' end`;
const MADE = `timestamptz '2026-01-01' + i * interval '1 second'`;

/**
 * Fills the tables behind the services' backs: through the API it would take hours. `maker` owns every hundredth Unit,
 * and holds the permissions that would have come with them.
 */
export const seed = async (databaseUrl: string, maker: string, size: SeedSize): Promise<Seeded> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const fill = (count: number, statement: string) => client.query(statement, [count]);
  const series = (count: string) => `from generate_series(1, ${count}) i`;
  const owner = `case when i % 100 = 0 then '${maker}'::uuid else ${key('user', `i % ${size.users} + 1`)} end`;
  try {
    await fill(
      size.users,
      `insert into registry.users (uuid, role, status, login, hashed_password, grafana_org_name, create_datetime)
       select ${key('user', 'i')}, 'User', 'Unverified', 'user' || i, '', ${key('org', 'i')}, ${MADE} ${series('$1')}`,
    );
    await fill(
      size.repos,
      `insert into registry.repository_registry
         (uuid, platform, repository_url, create_datetime, last_update_datetime, creator_uuid)
       select ${key('registry', 'i')}, 'Gitlab', 'http://git.test/' || i || '.git', ${MADE}, ${MADE}, '${maker}'
       ${series('$1')}`,
    );
    await fill(
      size.repos,
      `insert into registry.repos (uuid, name, visibility_level, create_datetime, last_update_datetime,
         default_branch, creator_uuid, repository_registry_uuid, repository_url)
       select ${key('repo', 'i')}, 'repo' || i, ${LEVEL}, ${MADE}, ${MADE}, 'main', '${maker}', ${key('registry', 'i')},
         'http://git.test/' || i || '.git' ${series('$1')}`,
    );
    await fill(
      size.repos,
      `insert into registry.permissions (agent_type, agent_user_uuid, resource_type, resource_repo_uuid)
       select 'User', '${maker}', 'Repo', ${key('repo', 'i')} ${series('$1')}`,
    );
    await fill(
      size.units,
      `insert into units.units (uuid, visibility_level, name, create_datetime, last_update_datetime,
         is_auto_update_from_repo_unit, creator_uuid, repo_uuid)
       select ${key('unit', 'i')}, ${LEVEL}, 'unit' || i, ${MADE}, ${MADE}, true, ${owner},
         ${key('repo', `i % ${size.repos} + 1`)} ${series('$1')}`,
    );
    for (const type of ['Input', 'Output'])
      await fill(
        size.units,
        `insert into units.unit_nodes (uuid, type, visibility_level, topic_name, create_datetime,
           last_update_datetime, creator_uuid, unit_uuid)
         select ${key(type, 'i')}, '${type}', ${LEVEL}, '${type.toLowerCase()}/pepeunit', ${MADE}, ${MADE}, ${owner},
           ${key('unit', 'i')} ${series('$1')}`,
      );
    await fill(
      size.units,
      `insert into units.unit_node_edges (uuid, node_output_uuid, node_input_uuid, creator_uuid)
       select ${key('edge', 'i')}, ${key('Output', 'i')}, ${key('Input', 'i % $1 + 1')}, ${owner} ${series('$1')}`,
    );
    for (const [type, kind] of [
      ['Unit', 'unit'],
      ['UnitNode', 'Input'],
      ['UnitNode', 'Output'],
    ] as const)
      for (const [agentType, agent] of [
        ['User', owner],
        ['Unit', key('unit', 'i')],
      ] as const)
        await fill(
          size.units,
          `insert into units.permissions (agent_type, agent_uuid, resource_type, resource_uuid)
           select '${agentType}', ${agent}, '${type}', ${key(kind, 'i')} ${series('$1')}`,
        );
    // As `datapipe` has them once it has heard of the nodes and of a value of each.
    await client.query(
      `insert into datapipe.nodes (uuid, unit_uuid, topic_name, partition, config, is_active)
       select uuid, unit_uuid, topic_name, ('x' || substr(uuid::text, 8, 1))::bit(4)::int, $1, true
       from units.unit_nodes`,
      [toStoredConfig(defaultPipelineConfig())],
    );
    await client.query(
      `insert into datapipe.node_values (node_uuid, state, updated_at)
       select uuid, '21.5', create_datetime from units.unit_nodes`,
    );
    await client.query('vacuum analyze');
    const { rows } = await client.query(
      `select ${key('unit', "'100'")} as unit, ${key('Output', "'100'")} as output,
         array(select ${key('Output', 'i')}::text ${series('6')}) as outputs`,
    );
    return rows[0] as Seeded;
  } finally {
    await client.end();
  }
};
