import { Body, Delete, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { permissionListSchema, permissionViewSchema, type Actor } from '@unitfleet/contracts';
import { PermissionDesk } from '@unitfleet/gateway';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { CreatePermissionBody, DeletePermissionQuery, ResourceAgentsQuery } from './permissions.dto';

@RestController('permission')
export class PermissionsController {
  constructor(
    private readonly permissions: PermissionDesk,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Creates('Permission', permissionViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreatePermissionBody) {
    return this.permissions.create(camelKeys(body), actor);
  }

  @Get('get_resource_agents')
  @Answers('Permissions', permissionListSchema)
  async list(@Caller() actor: Actor, @Query() query: ResourceAgentsQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.permissions.list(camelKeys(query), actor);
  }

  /** The path says nothing: the query names agent and resource (10A.13). */
  @Delete(':anything')
  @ApiParam({ name: 'anything', type: String, description: 'Ignored' })
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @Query() query: DeletePermissionQuery): Promise<void> {
    await this.permissions.delete(camelKeys(query), actor);
  }
}
