import { Body, Delete, Get, Inject, Patch, Post, Query } from '@nestjs/common';
import {
  commitSchema,
  createRepositoryRegistry,
  deleteRepositoryRegistry,
  getRegistryCredentials,
  getRepositoryRegistry,
  listBranchCommits,
  listRepositoryRegistries,
  repositoryRegistryViewSchema,
  setRegistryCredentials,
  syncMissingRegistries,
  syncRepositoryRegistry,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { present, Verbatim } from '../../http/answer/presenter';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import {
  CommitsQuery,
  CreateRegistryBody,
  CredentialsBody,
  RegistriesQuery,
} from './repository-registry.dto';

/** Length of a page of commits when the query names none (10A.17). */
const COMMITS = 10;

@RestController('repository_registry')
export class RepositoryRegistryController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Costs('repository-sync')
  @Creates('RepositoryRegistry', repositoryRegistryViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreateRegistryBody) {
    return this.rpc.call(createRepositoryRegistry, camelKeys(body), actor);
  }

  @Get()
  @Answers('RepositoriesRegistry', listRepositoryRegistries.response)
  async list(@Caller() actor: Actor, @Query() query: RegistriesQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listRepositoryRegistries, camelKeys(query), actor);
  }

  @Get(':uuid')
  @Answers('RepositoryRegistry', repositoryRegistryViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getRepositoryRegistry, { uuid }, actor);
  }

  @Get('branch_commits/:uuid')
  @Answers('Commits', commitSchema.array())
  async commits(@Caller() actor: Actor, @PathUuid() uuid: string, @Query() query: CommitsQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    const limit = query.limit ?? COMMITS;
    // Here, and only here, 0 means none; the question is asked all the same, for it may be refused.
    const page = { offset: query.offset ?? 0, limit: Math.max(limit, 1) };
    const { commits } = await this.rpc.call(listBranchCommits, { ...camelKeys(query), ...page, uuid }, actor);
    return commits.slice(0, limit);
  }

  @Patch('set_credentials/:uuid')
  @AnswersNothing()
  async setCredentials(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: CredentialsBody) {
    await this.rpc.call(setRegistryCredentials, { ...camelKeys(body), uuid }, actor);
  }

  @Get('get_credentials/:uuid')
  @Answers('RepositoryRegistryCredentials', getRegistryCredentials.response)
  async getCredentials(@Caller() actor: Actor, @PathUuid() uuid: string) {
    const credentials = await this.rpc.call(getRegistryCredentials, { uuid }, actor);
    return new Verbatim(present(credentials));
  }

  @Patch('backend_sync_registry')
  @AnswersNothing()
  async syncMissing(@Caller() actor: Actor): Promise<void> {
    await this.rpc.call(syncMissingRegistries, {}, actor);
  }

  @Patch('update_local_repository/:uuid')
  @Costs('repository-sync')
  @AnswersNothing()
  async sync(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(syncRepositoryRegistry, { uuid }, actor);
  }

  @Delete(':uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deleteRepositoryRegistry, { uuid }, actor);
  }
}
