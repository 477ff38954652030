import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createRepositoryRegistry,
  deleteRepositoryRegistry,
  getRegistryCredentials,
  getRegistrySource,
  getRepositoryRegistry,
  listBranchCommits,
  listRepositoryRegistries,
  mirrorFailed,
  mirrorSynced,
  setRegistryCredentials,
  syncMissingRegistries,
  syncRepositoryRegistry,
  type Envelope,
  type EventData,
  type OperationInput,
} from '@unitfleet/contracts';
import { OnEvent, RpcHandler, type Call } from '@unitfleet/messaging';
import { MissingMirrorsService } from './missing-mirrors.service';
import { RegistriesService } from './registries.service';
import { RegistryCredentialsService } from './registry-credentials.service';
import { RegistrySyncService } from './registry-sync.service';

@Controller()
export class RegistriesController {
  constructor(
    private readonly registries: RegistriesService,
    private readonly credentials: RegistryCredentialsService,
    private readonly sync: RegistrySyncService,
    private readonly missing: MissingMirrorsService,
  ) {}

  @RpcHandler(createRepositoryRegistry)
  create(@Payload() request: OperationInput<typeof createRepositoryRegistry>, @Ctx() call: Call) {
    return this.registries.create(call.actor, request);
  }

  @RpcHandler(getRepositoryRegistry)
  get(@Payload() request: OperationInput<typeof getRepositoryRegistry>, @Ctx() call: Call) {
    return this.registries.get(call.actor, request.uuid);
  }

  @RpcHandler(listRepositoryRegistries)
  list(@Payload() request: OperationInput<typeof listRepositoryRegistries>, @Ctx() call: Call) {
    return this.registries.list(call.actor, request);
  }

  @RpcHandler(listBranchCommits)
  async commits(@Payload() request: OperationInput<typeof listBranchCommits>, @Ctx() call: Call) {
    return { commits: await this.registries.commits(call.actor, request) };
  }

  @RpcHandler(syncRepositoryRegistry)
  synchronise(@Payload() request: OperationInput<typeof syncRepositoryRegistry>, @Ctx() call: Call) {
    return this.sync.synchronise(call.actor, request.uuid);
  }

  @RpcHandler(syncMissingRegistries)
  synchroniseMissing(@Payload() _request: OperationInput<typeof syncMissingRegistries>, @Ctx() call: Call) {
    return this.missing.synchronise(call.actor);
  }

  @RpcHandler(deleteRepositoryRegistry)
  delete(@Payload() request: OperationInput<typeof deleteRepositoryRegistry>, @Ctx() call: Call) {
    return this.registries.delete(call.actor, request.uuid);
  }

  @RpcHandler(setRegistryCredentials)
  setCredentials(@Payload() request: OperationInput<typeof setRegistryCredentials>, @Ctx() call: Call) {
    const { uuid, username, patToken } = request;
    return this.credentials.set(call.actor, uuid, { username, patToken });
  }

  @RpcHandler(getRegistryCredentials)
  getCredentials(@Payload() request: OperationInput<typeof getRegistryCredentials>, @Ctx() call: Call) {
    return this.credentials.get(call.actor, request.uuid);
  }

  @RpcHandler(getRegistrySource)
  source(@Payload() request: OperationInput<typeof getRegistrySource>, @Ctx() call: Call) {
    return this.registries.source(call.actor, request);
  }

  @OnEvent(mirrorSynced)
  async synced(@Payload() report: Envelope<EventData<typeof mirrorSynced>>) {
    await this.sync.apply('mirror-synced', report);
  }

  @OnEvent(mirrorFailed)
  async failed(@Payload() report: Envelope<EventData<typeof mirrorFailed>>) {
    await this.sync.apply('mirror-failed', report);
  }
}
