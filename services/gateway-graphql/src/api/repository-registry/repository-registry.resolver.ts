import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  createRepositoryRegistry,
  deleteRepositoryRegistry,
  getRegistryCredentials,
  getRepositoryRegistry,
  listBranchCommits,
  listRepositoryRegistries,
  setRegistryCredentials,
  syncRepositoryRegistry,
  type Actor,
} from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller, CallerAddress } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import {
  CommitFilterInput,
  CredentialsInput,
  RepositoryRegistryCreateInput,
  RepositoryRegistryFilterInput,
} from './repository-registry.inputs';
import {
  CommitType,
  OneRepositoryRegistryCredentialsType,
  RepositoriesRegistryResultType,
  RepositoryRegistryType,
} from './repository-registry.types';

/** Length of a page of commits when the filter names none (10A.17). */
const COMMITS = 10;

@Resolver()
export class RepositoryRegistryResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: RequestLimits,
  ) {}

  @Query(() => RepositoryRegistryType)
  getRepositoryRegistry(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getRepositoryRegistry, { uuid }, actor);
  }

  @Query(() => RepositoriesRegistryResultType)
  getRepositoriesRegistry(
    @Caller() actor: Actor,
    @Args('filters', PagePipe) filters: RepositoryRegistryFilterInput,
  ) {
    return this.rpc.call(listRepositoryRegistries, { ...filters, uuids: filters.uuids ?? [] }, actor);
  }

  @Query(() => [CommitType])
  async getBranchCommits(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('filters', PagePipe) { repoBranch, onlyTag, offset, limit }: CommitFilterInput,
  ) {
    const length = limit ?? COMMITS;
    // Here, and only here, 0 means none; the question is asked all the same, for it may be refused.
    const page = { offset: offset ?? 0, limit: Math.max(length, 1) };
    const request = { uuid, repoBranch, onlyTag, ...page };
    return (await this.rpc.call(listBranchCommits, request, actor)).commits.slice(0, length);
  }

  @Query(() => OneRepositoryRegistryCredentialsType, { nullable: true })
  getCredentials(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getRegistryCredentials, { uuid }, actor);
  }

  @Mutation(() => RepositoryRegistryType)
  createRepositoryRegistry(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @Args('repositoryRegistry') repositoryRegistry: RepositoryRegistryCreateInput,
  ) {
    this.limits.takeExpensive('repository-sync', actor, address);
    return this.rpc.call(createRepositoryRegistry, repositoryRegistry, actor);
  }

  @Mutation(() => NoneType)
  async setCredentials(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('data') { username, patToken }: CredentialsInput,
  ) {
    await this.rpc.call(setRegistryCredentials, { uuid, username, patToken }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async updateLocalRepository(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @UuidArgument() uuid: string,
  ) {
    this.limits.takeExpensive('repository-sync', actor, address);
    await this.rpc.call(syncRepositoryRegistry, { uuid }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async deleteRepositoryRegistry(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(deleteRepositoryRegistry, { uuid }, actor);
    return NONE;
  }
}
