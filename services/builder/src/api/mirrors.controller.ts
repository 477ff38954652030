import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  buildArchive,
  checkRepositoryCredentials,
  findCommitTags,
  listMirrorBranches,
  listMirrorCommits,
  readMirrorFiles,
  repositoryRegistryDeleted,
  repositoryRegistrySyncRequested,
  resolveVersion,
  type Envelope,
  type EventData,
  type OperationInput,
} from '@unitfleet/contracts';
import { OnEvent, RpcHandler, StreamHandler, type Call } from '@unitfleet/messaging';
import type { ArchiveRequest } from '../domain/archive-key';
import { ArchiveService } from './archive.service';
import { CredentialsService } from './credentials.service';
import { MirrorEventsService } from './mirror-events.service';
import { MirrorsService } from './mirrors.service';

@Controller()
export class MirrorsController {
  constructor(
    private readonly mirrors: MirrorsService,
    private readonly archives: ArchiveService,
    private readonly credentials: CredentialsService,
    private readonly events: MirrorEventsService,
  ) {}

  @RpcHandler(listMirrorBranches)
  async listBranches(@Payload() request: OperationInput<typeof listMirrorBranches>) {
    return { mirrors: await this.mirrors.branches(request.registryUuids) };
  }

  @RpcHandler(listMirrorCommits)
  async listCommits(@Payload() request: OperationInput<typeof listMirrorCommits>) {
    return { commits: await this.mirrors.commits(request) };
  }

  @RpcHandler(resolveVersion)
  resolve(@Payload() request: OperationInput<typeof resolveVersion>) {
    return this.mirrors.version(request);
  }

  @RpcHandler(findCommitTags)
  async findTags(@Payload() request: OperationInput<typeof findCommitTags>) {
    return { tags: await this.mirrors.tags(request.registryUuid, request.commits) };
  }

  @RpcHandler(readMirrorFiles)
  async readFiles(@Payload() request: OperationInput<typeof readMirrorFiles>) {
    return { files: await this.mirrors.files(request.registryUuid, request.commit, request.paths) };
  }

  @StreamHandler(buildArchive)
  build(@Payload() request: ArchiveRequest) {
    return this.archives.build(request);
  }

  @RpcHandler(checkRepositoryCredentials)
  async check(@Payload() request: OperationInput<typeof checkRepositoryCredentials>, @Ctx() call: Call) {
    return { isValid: await this.credentials.areValid(call.actor, request) };
  }

  @OnEvent(repositoryRegistrySyncRequested)
  async syncRequested(@Payload() event: Envelope<EventData<typeof repositoryRegistrySyncRequested>>) {
    await this.events.syncRequested(event);
  }

  @OnEvent(repositoryRegistryDeleted)
  async deleted(@Payload() event: Envelope<EventData<typeof repositoryRegistryDeleted>>) {
    await this.events.deleted(event);
  }
}
