import { Injectable } from '@nestjs/common';
import {
  checkRepositoryCredentials,
  findCommitTags,
  isDomainError,
  listMirrorBranches,
  listMirrorCommits,
  PLATFORM,
  resolveVersion,
  type Commit,
  type Credentials,
  type CredentialStatus,
  type GitPlatform,
  type OperationRequest,
  type Version,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

/** What the builder knows of the mirrors. */
@Injectable()
export class MirrorsClient {
  constructor(private readonly rpc: RpcClient) {}

  /** Branches of each mirror by registry uuid. A view shows none while the builder does not answer. */
  async branchesForView(registryUuids: string[]): Promise<ReadonlyMap<string, string[]>> {
    try {
      return await this.branchesOf(registryUuids);
    } catch (error) {
      if (isDomainError(error) && error.errorCode === 'Unavailable') return new Map();
      throw error;
    }
  }

  async branches(registryUuid: string): Promise<string[]> {
    return (await this.branchesOf([registryUuid])).get(registryUuid) ?? [];
  }

  async branchesOf(registryUuids: string[]): Promise<ReadonlyMap<string, string[]>> {
    if (registryUuids.length === 0) return new Map();
    const { mirrors } = await this.rpc.call(listMirrorBranches, { registryUuids }, PLATFORM);
    return new Map(mirrors.map(({ registryUuid, branches }) => [registryUuid, branches]));
  }

  async commits(request: OperationRequest<typeof listMirrorCommits>): Promise<Commit[]> {
    return (await this.rpc.call(listMirrorCommits, request, PLATFORM)).commits;
  }

  version(request: OperationRequest<typeof resolveVersion>): Promise<Version> {
    return this.rpc.call(resolveVersion, request, PLATFORM);
  }

  async tags(registryUuid: string, commits: string[]): Promise<Record<string, string | null>> {
    if (commits.length === 0) return {};
    return (await this.rpc.call(findCommitTags, { registryUuid, commits }, PLATFORM)).tags;
  }

  async judge(
    platform: GitPlatform,
    repositoryUrl: string,
    credentials: Credentials,
  ): Promise<CredentialStatus> {
    const request = { platform, repositoryUrl, credentials };
    const { isValid } = await this.rpc.call(checkRepositoryCredentials, request, PLATFORM);
    return isValid ? 'Valid' : 'Error';
  }
}
