import type { Version } from '@unitfleet/contracts';
import type { TargetVersionRule } from '@unitfleet/unit-files';
import type { MirrorClient, Templates } from '../../data/clients/mirror.client';
import type { RepoClient, RepoDescription } from '../../data/clients/repo.client';

/** Asks `registry` and `builder` each question once: the Units of one Repo have the same answers. */
export class VersionLookup {
  private readonly repos = new Map<string, Promise<RepoDescription>>();
  private readonly versions = new Map<string, Promise<Version>>();

  constructor(
    private readonly repoClient: RepoClient,
    private readonly mirrorClient: MirrorClient,
  ) {}

  repo(uuid: string): Promise<RepoDescription> {
    return once(this.repos, uuid, () => this.repoClient.describe(uuid));
  }

  version(registryUuid: string, rule: TargetVersionRule): Promise<Version> {
    const key = JSON.stringify([registryUuid, rule]);
    return once(this.versions, key, () => this.mirrorClient.resolve(registryUuid, rule));
  }

  templates(registryUuid: string, commit: string): Promise<Templates> {
    return this.mirrorClient.templates(registryUuid, commit);
  }
}

const once = <T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> => {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
};
