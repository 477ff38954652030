import type { GitHost, GitRepository } from '@unitfleet/testing';
import type { RestCaller } from './rest-caller';

const BASE_INPUTS = ['update/pepeunit', 'env_update/pepeunit', 'schema_update/pepeunit', 'log_sync/pepeunit'];
const BASE_OUTPUTS = ['state/pepeunit', 'log/pepeunit'];

/** Topics of the Unit's own. */
export interface SampleTopics {
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** Files of a small Unit repository. */
export const unitFiles = (
  topics: SampleTopics,
  extra: Record<string, string> = {},
): Record<string, string> => ({
  'schema_example.json': JSON.stringify({
    input_base_topic: BASE_INPUTS,
    output_base_topic: BASE_OUTPUTS,
    input_topic: topics.inputs ?? [],
    output_topic: topics.outputs ?? [],
  }),
  'env_example.json': JSON.stringify({ PU_DOMAIN: '', GREETING: 'hello', INTERVAL: 5 }),
  '.pepeignore': '.git\n.pepeignore\nenv_example.json\nschema_example.json\ndocs/\n',
  'main.py': 'print("hello")\n',
  'lib/sensor.py': 'VALUE = 1\n',
  'docs/readme.md': 'not for the device\n',
  ...extra,
});

/** A Repo, its registry, and the repository behind them. */
export interface CreatedRepo {
  readonly repository: GitRepository;
  readonly registryUuid: string;
  readonly repoUuid: string;
}

/** Hosts a repository, registers it and makes a Repo of it. */
export const createRepo = async (
  host: GitHost,
  rest: RestCaller,
  name: string,
  files: Record<string, string>,
): Promise<CreatedRepo> => {
  const repository = await host.createRepository(name, files);
  await repository.tag('v1.0.0');
  await repository.push();
  const registry = await rest.ok('POST', '/repository_registry', {
    json: { platform: 'Gitlab', repository_url: repository.url, is_public_repository: true },
  });
  const repo = await rest.ok('POST', '/repos', {
    json: {
      repository_registry_uuid: registry.uuid,
      default_branch: 'main',
      visibility_level: 'Public',
      name,
      is_compilable_repo: false,
    },
  });
  return { repository, registryUuid: registry.uuid, repoUuid: repo.uuid };
};

/** Registers somebody and logs in. */
export const signUp = async (rest: RestCaller, login: string): Promise<string> => {
  const password = `${login}-password-1`;
  await rest.ok('POST', '/users', { json: { login, password } });
  const { token } = await rest.ok('POST', '/users/auth', { json: { credentials: login, password } });
  return token;
};
