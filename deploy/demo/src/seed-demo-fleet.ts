import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DemoApi, eventually } from './demo-api';
import { RegistryModel, RepoModel, UnitModel, UnitNodeModel, hasDefaultPipeline } from './demo-models';
import { DEFAULT_BRANCH, DEMO_EDGE, DEMO_FOLDER, DemoRepository, FAN, THERMOMETER } from './fleet';

export interface SeedOptions {
  /** Base of the REST interface, ending in `/api/v1`. */
  apiUrl: string;
  /** Base of the Git host; `<gitUrl>/<name>.git` is a repository. It must stay the same between starts. */
  gitUrl: string;
  login: string;
  password: string;
  /** Receives one line per step that changed something. */
  log?: (line: string) => void;
}

export interface SeededUnit {
  registryUuid: string;
  repoUuid: string;
  unitUuid: string;
  /** Uuids of the Unit's Inputs and Outputs by topic name. */
  nodes: Record<string, string>;
}

export interface SeededFleet {
  /** The user's token. */
  token: string;
  thermometer: SeededUnit;
  fan: SeededUnit;
}

interface Page {
  count: number;
}

/**
 * Brings the demo's user, registries, Repos, Units, edge and pipelines into being, over REST alone. What is there
 * already is recognised by name and kept, with everything that a user has changed about it since.
 */
export async function seedDemoFleet(options: SeedOptions): Promise<SeededFleet> {
  const api = new DemoApi(options.apiUrl);
  const token = await api.signIn(options.login, options.password);
  const seeder = new Seeder(api, options.gitUrl.replace(/\/+$/, ''), options.log ?? (() => undefined));
  const thermometer = await seeder.unit(THERMOMETER);
  const fan = await seeder.unit(FAN);
  await seeder.edge(thermometer.nodes[DEMO_EDGE.output]!, fan.nodes[DEMO_EDGE.input]!);
  return { token, thermometer, fan };
}

class Seeder {
  constructor(
    private readonly api: DemoApi,
    private readonly gitUrl: string,
    private readonly log: (line: string) => void,
  ) {}

  async unit(repository: DemoRepository): Promise<SeededUnit> {
    const registryUuid = await this.registry(repository);
    const repoUuid = await this.repo(repository, registryUuid);
    const unitUuid = await this.unitOf(repository, repoUuid);
    const nodes = await this.nodes(repository, unitUuid);
    for (const [topic, file] of Object.entries(repository.pipelines)) await this.pipeline(nodes, topic, file);
    return {
      registryUuid,
      repoUuid,
      unitUuid,
      nodes: Object.fromEntries(nodes.map((node) => [node.topic_name, node.uuid])),
    };
  }

  async edge(outputUuid: string, inputUuid: string): Promise<void> {
    const { unit_nodes: linked } = await this.api.get<Page & { unit_nodes: UnitNodeModel[] }>('/unit_nodes', {
      output_uuid: outputUuid,
    });
    if (linked.some(({ uuid }) => uuid === inputUuid)) return;
    await this.api.post('/unit_nodes/create_unit_node_edge', {
      node_output_uuid: outputUuid,
      node_input_uuid: inputUuid,
    });
    this.log(`linked ${DEMO_EDGE.output} of the thermometer to the fan`);
  }

  private async registry({ name }: DemoRepository): Promise<string> {
    const url = `${this.gitUrl}/${name}.git`;
    const { repositories_registry: found } = await this.api.get<
      Page & { repositories_registry: RegistryModel[] }
    >('/repository_registry', { search_string: `/${name}.git` });
    let registry = found.find(({ repository_url }) => repository_url === url);
    if (!registry) {
      // The host speaks plain Git, neither platform's API; the platform asks that only for what is private.
      registry = await this.api.post<RegistryModel>('/repository_registry', {
        platform: 'Gitlab',
        repository_url: url,
        is_public_repository: true,
      });
      this.log(`registered ${url}`);
    } else if (registry.sync_status === 'Error') {
      // The Git host may have been away when the platform last asked it.
      await this.api.patch(`/repository_registry/update_local_repository/${registry.uuid}`);
    }
    const { uuid } = registry;
    const synced = await eventually(
      `copy of ${url}`,
      () => this.api.get<RegistryModel>(`/repository_registry/${uuid}`),
      ({ sync_status: status }) => status === 'Updated' || status === 'Error',
    );
    if (synced.sync_status === 'Error') throw new Error(`${url}: ${synced.sync_error}`);
    return uuid;
  }

  private async repo({ unitName }: DemoRepository, registryUuid: string): Promise<string> {
    const { repos } = await this.api.get<Page & { repos: RepoModel[] }>('/repos', {
      search_string: unitName,
    });
    const known = repos.find(({ name }) => name === unitName);
    if (known && known.repository_registry_uuid !== registryUuid) {
      throw new Error(
        `the Repo ${unitName} of an earlier start belongs to another Git address than ${this.gitUrl}`,
      );
    }
    if (known) return known.uuid;
    const repo = await this.api.post<RepoModel>('/repos', {
      repository_registry_uuid: registryUuid,
      default_branch: DEFAULT_BRANCH,
      visibility_level: 'Public',
      name: unitName,
      is_compilable_repo: false,
    });
    this.log(`created Repo ${unitName}`);
    return repo.uuid;
  }

  private async unitOf({ unitName }: DemoRepository, repoUuid: string): Promise<string> {
    const { units } = await this.api.get<Page & { units: UnitModel[] }>('/units', {
      search_string: unitName,
    });
    const known = units.find(({ name }) => name === unitName);
    if (known) return known.uuid;
    const unit = await this.api.post<UnitModel>('/units', {
      repo_uuid: repoUuid,
      visibility_level: 'Public',
      name: unitName,
      is_auto_update_from_repo_unit: true,
    });
    this.log(`created Unit ${unitName}`);
    return unit.uuid;
  }

  private async nodes({ unitName, pipelines }: DemoRepository, unitUuid: string): Promise<UnitNodeModel[]> {
    const { unit_nodes: nodes } = await eventually(
      `nodes of ${unitName}`,
      () => this.api.get<Page & { unit_nodes: UnitNodeModel[] }>('/unit_nodes', { unit_uuid: unitUuid }),
      ({ unit_nodes: found }) =>
        Object.keys(pipelines).every((topic) => found.some(({ topic_name }) => topic_name === topic)),
    );
    return nodes;
  }

  private async pipeline(nodes: readonly UnitNodeModel[], topic: string, file: string): Promise<void> {
    const node = nodes.find(({ topic_name }) => topic_name === topic);
    if (!node || !hasDefaultPipeline(node)) return;
    const yaml = await readFile(join(DEMO_FOLDER, 'pipelines', file), 'utf8');
    if (!node.is_data_pipe_active)
      await this.api.patch(`/unit_nodes/${node.uuid}`, { is_data_pipe_active: true });
    await this.api.upload(`/unit_nodes/set_data_pipe_config?uuid=${node.uuid}`, 'data', file, yaml);
    this.log(`set pipeline ${file} on ${topic}`);
  }
}
