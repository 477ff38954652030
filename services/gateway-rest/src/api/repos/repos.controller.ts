import { Body, Delete, Get, Inject, Patch, Post, Query } from '@nestjs/common';
import {
  bulkUpdateRepos,
  createRepo,
  deleteRepo,
  getRepo,
  getRepoVersions,
  listRepoPlatforms,
  listRepos,
  repoViewSchema,
  updateRepo,
  updateRepoUnits,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { CreateRepoBody, PlatformsQuery, ReposQuery, UpdateRepoBody } from './repos.dto';

@RestController('repos')
export class ReposController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Creates('Repo', repoViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreateRepoBody) {
    return this.rpc.call(createRepo, camelKeys(body), actor);
  }

  @Get()
  @Answers('Repos', listRepos.response)
  async list(@Caller() actor: Actor, @Query() query: ReposQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listRepos, camelKeys(query), actor);
  }

  @Get(':uuid')
  @Answers('Repo', repoViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getRepo, { uuid }, actor);
  }

  @Get('available_platforms/:uuid')
  @Answers('Platforms', listRepoPlatforms.response.shape.platforms)
  async platforms(@Caller() actor: Actor, @PathUuid() uuid: string, @Query() query: PlatformsQuery) {
    return (await this.rpc.call(listRepoPlatforms, { ...camelKeys(query), uuid }, actor)).platforms;
  }

  @Get('versions/:uuid')
  @Answers('RepoVersions', getRepoVersions.response)
  async versions(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getRepoVersions, { uuid }, actor);
  }

  @Patch(':uuid')
  @Answers('Repo', repoViewSchema)
  async update(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: UpdateRepoBody) {
    return this.rpc.call(updateRepo, { ...camelKeys(body), uuid }, actor);
  }

  @Patch('update_units_firmware/:uuid')
  @AnswersNothing()
  async updateUnits(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(updateRepoUnits, { uuid }, actor);
  }

  @Post('bulk_update')
  @AnswersNothing()
  async bulkUpdate(@Caller() actor: Actor): Promise<void> {
    await this.rpc.call(bulkUpdateRepos, {}, actor);
  }

  @Delete(':uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deleteRepo, { uuid }, actor);
  }
}
