import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  bulkUpdateRepos,
  createRepo,
  deleteRepo,
  describeRepos,
  getRepo,
  getRepoVersions,
  listRepoPlatforms,
  listRepos,
  updateRepo,
  updateRepoUnits,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { RepoUpdateService } from './repo-update.service';
import { RepoVersionsService } from './repo-versions.service';
import { ReposService } from './repos.service';

@Controller()
export class ReposController {
  constructor(
    private readonly repos: ReposService,
    private readonly updates: RepoUpdateService,
    private readonly versions: RepoVersionsService,
  ) {}

  @RpcHandler(createRepo)
  create(@Payload() request: OperationInput<typeof createRepo>, @Ctx() call: Call) {
    return this.repos.create(call.actor, request);
  }

  @RpcHandler(getRepo)
  get(@Payload() request: OperationInput<typeof getRepo>, @Ctx() call: Call) {
    return this.repos.get(call.actor, request.uuid);
  }

  @RpcHandler(listRepos)
  list(@Payload() request: OperationInput<typeof listRepos>, @Ctx() call: Call) {
    return this.repos.list(call.actor, request);
  }

  @RpcHandler(updateRepo)
  update(@Payload() request: OperationInput<typeof updateRepo>, @Ctx() call: Call) {
    return this.updates.update(call.actor, request);
  }

  @RpcHandler(deleteRepo)
  delete(@Payload() request: OperationInput<typeof deleteRepo>, @Ctx() call: Call) {
    return this.repos.delete(call.actor, request.uuid);
  }

  @RpcHandler(getRepoVersions)
  listVersions(@Payload() request: OperationInput<typeof getRepoVersions>, @Ctx() call: Call) {
    return this.versions.versions(call.actor, request.uuid);
  }

  @RpcHandler(listRepoPlatforms)
  listPlatforms(@Payload() request: OperationInput<typeof listRepoPlatforms>, @Ctx() call: Call) {
    return this.versions.platforms(call.actor, request);
  }

  @RpcHandler(updateRepoUnits)
  updateUnits(@Payload() request: OperationInput<typeof updateRepoUnits>, @Ctx() call: Call) {
    return this.updates.updateUnits(call.actor, request.uuid);
  }

  @RpcHandler(bulkUpdateRepos)
  updateAll(@Payload() _request: OperationInput<typeof bulkUpdateRepos>, @Ctx() call: Call) {
    return this.updates.updateAll(call.actor);
  }

  @RpcHandler(describeRepos)
  async describe(@Payload() request: OperationInput<typeof describeRepos>, @Ctx() call: Call) {
    return { repos: await this.repos.describe(call.actor, request.uuids) };
  }
}
