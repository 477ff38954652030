import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformApi } from './platform-api';
import { SimulatorError } from './simulator-error';

interface RepoModel {
  readonly uuid: string;
  readonly name: string;
}

interface RegistryModel {
  readonly uuid: string;
  readonly repository_url: string;
  readonly sync_status: string | null;
  readonly sync_error: string | null;
}

export interface RepoWish {
  /** Name or uuid of the Repo. */
  readonly repo: string;
  /** Address of a public Git repository of which to make the Repo when there is none; null for none. */
  readonly repository: string | null;
  readonly branch: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE = 100;
const SYNC_PAUSE_MS = 300;
const SYNC_PATIENCE_MS = 120_000;

/** The uuid of the Repo whose devices are simulated. @throws SimulatorError when there is none, or none can be made */
export const findRepo = async (api: PlatformApi, wish: RepoWish): Promise<string> => {
  if (UUID.test(wish.repo)) return wish.repo;
  const { repos } = await api.get<{ repos: RepoModel[] }>('/repos', {
    search_string: wish.repo,
    limit: String(PAGE),
    offset: '0',
  });
  const known = repos.find(({ name }) => name === wish.repo);
  if (known) return known.uuid;
  if (wish.repository === null)
    throw new SimulatorError(
      `There is no Repo "${wish.repo}" that this user sees.`,
      'Start the instance with its demo (npm start), name another Repo (--repo), or let one be made of a public Git ' +
        'repository (--repository URL).',
    );
  const registry = await synced(api, await registryOf(api, wish.repository));
  const repo = await api.post<RepoModel>('/repos', {
    repository_registry_uuid: registry.uuid,
    default_branch: wish.branch,
    visibility_level: 'Public',
    name: wish.repo,
    is_compilable_repo: false,
  });
  return repo.uuid;
};

const registryOf = async (api: PlatformApi, url: string): Promise<RegistryModel> => {
  const { repositories_registry: found } = await api.get<{ repositories_registry: RegistryModel[] }>(
    '/repository_registry',
    { search_string: url, limit: String(PAGE), offset: '0' },
  );
  return (
    found.find(({ repository_url }) => repository_url === url) ??
    api.post<RegistryModel>('/repository_registry', {
      platform: url.includes('github.com') ? 'Github' : 'Gitlab',
      repository_url: url,
      is_public_repository: true,
    })
  );
};

const synced = async (api: PlatformApi, { uuid }: RegistryModel): Promise<RegistryModel> => {
  const deadline = performance.now() + SYNC_PATIENCE_MS;
  for (;;) {
    const registry = await api.get<RegistryModel>(`/repository_registry/${uuid}`);
    if (registry.sync_status === 'Updated') return registry;
    if (registry.sync_status === 'Error' || performance.now() > deadline)
      throw new SimulatorError(
        `The platform could not fetch ${registry.repository_url}: ${registry.sync_error ?? 'it takes too long'}.`,
        'The address must be one that the platform itself reaches without credentials.',
      );
    await sleep(SYNC_PAUSE_MS);
  }
};
