import { randomUUID } from 'node:crypto';
import { signBackendToken, tokenKey } from '@unitfleet/security';
import { GitHost } from '@unitfleet/testing';
import { createRepo, type RestCaller, signUp, TestFleet, unitFiles } from '@unitfleet/testing-fleet';
import { GraphqlCaller } from './graphql-caller';

/**
 * Who asks. `maker` owns what the world holds, `guest` has permissions for some of it, `stranger` has none, `leaver`
 * is there to go.
 */
export const AGENTS = [
  'anonymous',
  'admin',
  'maker',
  'guest',
  'stranger',
  'leaver',
  'unit',
  'foreignUnit',
  'platform',
  'garbage',
] as const;
export type Agent = (typeof AGENTS)[number];

/** Kinds of things that rows of the tables name by their uuid. */
export interface Things {
  readonly maker: string;
  readonly guest: string;
  readonly stranger: string;
  readonly registry: string;
  readonly privateRegistry: string;
  readonly repo: string;
  readonly privateRepo: string;
  readonly unit: string;
  readonly foreignUnit: string;
  readonly output: string;
  readonly input: string;
  readonly dashboard: string;
  readonly panel: string;
  readonly commit: string;
}

const SECRET_KEY = 'the-secret-key-of-the-conformance-tests';

const SETTINGS = {
  PU_SECRET_KEY: SECRET_KEY,
  PU_MIN_INTERVAL_SYNC_REPOSITORY: '0',
  PU_FF_GRAFANA_INTEGRATION_ENABLE: 'true',
  RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1',
};

const PIPELINE = `
active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: NRecords, n_records_count: 100}
`;

/** An instance with one of everything, and the agents that look at it. */
export class World {
  private constructor(
    readonly fleet: TestFleet,
    private readonly host: GitHost,
    private readonly tokens: Readonly<Partial<Record<Agent, string>>>,
    readonly things: Things,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<World> {
    const [fleet, host] = await Promise.all([
      TestFleet.start({ settings: { ...SETTINGS, ...settings } }),
      GitHost.start(),
    ]);
    try {
      return await World.furnish(fleet, host);
    } catch (error) {
      await Promise.all([fleet.stop(), host.stop()]);
      throw error;
    }
  }

  private static async furnish(fleet: TestFleet, host: GitHost): Promise<World> {
    const tokens: Partial<Record<Agent, string>> = {
      garbage: 'not.a.token',
      platform: signBackendToken(fleet.domain, tokenKey(SECRET_KEY)),
    };
    for (const login of ['admin', 'maker', 'guest', 'stranger', 'leaver'] as const)
      tokens[login] = await signUp(fleet.rest(), login);
    const maker = fleet.rest(tokens.maker);
    const files = unitFiles({ inputs: ['input'], outputs: ['output/pepeunit', 'plain'] });
    const { repository, registryUuid, repoUuid } = await createRepo(host, maker, 'sensor', files);
    const privateRegistry = await maker.ok('POST', '/repository_registry', {
      json: {
        platform: 'Gitlab',
        repository_url: `${host.url}/hidden.git`,
        is_public_repository: false,
        credentials: { username: 'maker', pat_token: 'secret' },
      },
    });
    const privateRepo = await maker.ok('POST', '/repos', { json: repoBody(registryUuid, 'Private') });
    const unit = await maker.ok('POST', '/units', { json: unitBody(repoUuid) });
    const foreignUnit = await fleet
      .rest(tokens.stranger)
      .ok('POST', '/units', { json: unitBody(repoUuid, 'Public') });
    tokens.unit = await unitToken(maker, unit.uuid);
    tokens.foreignUnit = await unitToken(fleet.rest(tokens.stranger), foreignUnit.uuid);
    const { unit_nodes: nodes } = await maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
    const nodeOf = (topic: string): string =>
      nodes.find((node: { topic_name: string }) => node.topic_name === topic).uuid;
    const dashboard = await maker.ok('POST', '/grafana/create_dashboard', { json: { name: 'board' } });
    const panel = await maker.ok('POST', '/grafana/create_dashboard_panel', {
      json: { dashboard_uuid: dashboard.uuid, title: 'panel', type: 'timeseries' },
    });
    const users = (await maker.ok('GET', '/users')).users as { uuid: string; login: string }[];
    const userOf = (login: string): string => users.find((user) => user.login === login)!.uuid;
    const output = nodeOf('output/pepeunit');
    await maker.ok('PATCH', `/unit_nodes/${output}`, { json: { is_data_pipe_active: true } });
    await maker.ok('POST', '/unit_nodes/set_data_pipe_config', {
      query: { uuid: output },
      file: { field: 'data', content: PIPELINE },
    });
    return new World(fleet, host, tokens, {
      maker: userOf('maker'),
      guest: userOf('guest'),
      stranger: userOf('stranger'),
      registry: registryUuid,
      privateRegistry: privateRegistry.uuid,
      repo: repoUuid,
      privateRepo: privateRepo.uuid,
      unit: unit.uuid,
      foreignUnit: foreignUnit.uuid,
      output,
      input: nodeOf('input'),
      dashboard: dashboard.uuid,
      panel: panel.uuid,
      commit: await repository.head(),
    });
  }

  rest(agent: Agent): RestCaller {
    return this.fleet.rest(this.tokens[agent]);
  }

  graphql(agent: Agent): GraphqlCaller {
    return new GraphqlCaller(`${this.fleet.origin}/pepeunit/graphql`, this.tokens[agent]);
  }

  token(agent: Agent): string | undefined {
    return this.tokens[agent];
  }

  /** A registry of the maker's with a real repository behind it, and no Repo. */
  async newRegistry(): Promise<string> {
    return (await this.rest('maker').ok('POST', '/repository_registry', { json: await this.registryBody() }))
      .uuid;
  }

  /** What creates a registry that can be mirrored. */
  async registryBody() {
    const repository = await this.host.createRepository(`r${randomUUID()}`, unitFiles({}));
    await repository.push();
    return { platform: 'Gitlab', repository_url: repository.url, is_public_repository: true };
  }

  async newRepo(): Promise<string> {
    return (await this.rest('maker').ok('POST', '/repos', { json: repoBody(this.things.registry) })).uuid;
  }

  async newUnit(): Promise<string> {
    return (await this.rest('maker').ok('POST', '/units', { json: unitBody(this.things.repo) })).uuid;
  }

  async newUser(): Promise<string> {
    const json = { login: newName(), password: 'a-password-1' };
    return (await this.rest('anonymous').ok('POST', '/users', { json })).uuid;
  }

  async newDashboard(): Promise<string> {
    const json = { name: newName() };
    return (await this.rest('maker').ok('POST', '/grafana/create_dashboard', { json })).uuid;
  }

  async newPanel(): Promise<string> {
    const json = { dashboard_uuid: this.things.dashboard, title: newName(), type: 'stat' };
    return (await this.rest('maker').ok('POST', '/grafana/create_dashboard_panel', { json })).uuid;
  }

  /** A permission of the guest's for a new Unit of the maker's; answers the Unit. */
  async newPermission(): Promise<string> {
    const unit = await this.newUnit();
    await this.rest('maker').ok('POST', '/permission', { json: permissionBody(this.things.guest, unit) });
    return unit;
  }

  async stop(): Promise<void> {
    await Promise.all([this.fleet.stop(), this.host.stop()]);
  }
}

/** A name that nobody has taken, within the rules (`docs/protocol/rest-graphql.md 4.1`). */
export const newName = (): string => `n${randomUUID().replaceAll('-', '').slice(0, 15)}`;

export const repoBody = (registry: string, level = 'Public') => ({
  repository_registry_uuid: registry,
  default_branch: 'main',
  visibility_level: level,
  name: newName(),
  is_compilable_repo: false,
});

export const unitBody = (repo: string, level = 'Private') => ({
  repo_uuid: repo,
  visibility_level: level,
  name: newName(),
  is_auto_update_from_repo_unit: true,
});

export const permissionBody = (agent: string, unit: string) => ({
  agent_uuid: agent,
  agent_type: 'User',
  resource_uuid: unit,
  resource_type: 'Unit',
});

const unitToken = async (owner: RestCaller, unit: string): Promise<string> =>
  (await owner.ok('GET', `/units/env/${unit}`)).PU_AUTH_TOKEN;
