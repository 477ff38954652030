import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  bulkUpdateRepos,
  createRepo,
  deleteRepo,
  getRepo,
  getRepoVersions,
  listRepoPlatforms,
  listRepos,
  updateRepo,
  updateRepoUnits,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { RepoCreateInput, RepoFilterInput, RepoUpdateInput } from './repo.inputs';
import { PlatformType, ReposResultType, RepoType, RepoVersionsType } from './repo.types';

const OptionalText = (name: string): ParameterDecorator =>
  Args(name, { type: () => String, nullable: true, defaultValue: null });

@Resolver()
export class ReposResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => RepoType)
  getRepo(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getRepo, { uuid }, actor);
  }

  @Query(() => ReposResultType)
  getRepos(@Caller() actor: Actor, @Args('filters', PagePipe) filters: RepoFilterInput) {
    const { uuids, creatorsUuids } = filters;
    return this.rpc.call(
      listRepos,
      { ...filters, uuids: uuids ?? [], creatorsUuids: creatorsUuids ?? [] },
      actor,
    );
  }

  @Query(() => [PlatformType])
  async getAvailablePlatforms(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @OptionalText('targetCommit') targetCommit: string | null,
    @OptionalText('targetTag') targetTag: string | null,
  ) {
    return (await this.rpc.call(listRepoPlatforms, { uuid, targetCommit, targetTag }, actor)).platforms;
  }

  @Query(() => RepoVersionsType)
  getVersions(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getRepoVersions, { uuid }, actor);
  }

  @Mutation(() => RepoType)
  createRepo(@Caller() actor: Actor, @Args('repo') repo: RepoCreateInput) {
    return this.rpc.call(createRepo, repo, actor);
  }

  @Mutation(() => RepoType)
  updateRepo(@Caller() actor: Actor, @UuidArgument() uuid: string, @Args('repo') repo: RepoUpdateInput) {
    return this.rpc.call(updateRepo, { ...repo, uuid }, actor);
  }

  @Mutation(() => NoneType)
  async updateUnitsFirmware(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(updateRepoUnits, { uuid }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async bulkUpdate(@Caller() actor: Actor) {
    await this.rpc.call(bulkUpdateRepos, {}, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async deleteRepo(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(deleteRepo, { uuid }, actor);
    return NONE;
  }
}
