import { Injectable } from '@nestjs/common';
import { describeRepos, notFound, PLATFORM, type Actor, type OperationResponse } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

export type RepoDescription = OperationResponse<typeof describeRepos>['repos'][number];

/** Repos, as `registry` knows them. */
@Injectable()
export class RepoClient {
  constructor(private readonly rpc: RpcClient) {}

  /** Throws Validation for an unknown Repo. */
  describe(uuid: string): Promise<RepoDescription> {
    return this.describeFor(PLATFORM, uuid);
  }

  /** The same for somebody who must see the Repo: NoAccess otherwise. */
  async describeFor(actor: Actor, uuid: string): Promise<RepoDescription> {
    const repo = await this.find(uuid, actor);
    if (!repo) throw notFound('Repo', uuid);
    return repo;
  }

  private async find(uuid: string, actor: Actor): Promise<RepoDescription | undefined> {
    const { repos } = await this.rpc.call(describeRepos, { uuids: [uuid] }, actor);
    return repos.find((repo) => repo.uuid === uuid);
  }
}
