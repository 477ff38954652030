import { Body, Get, Inject, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  blockUser,
  getUser,
  listUsers,
  loginUser,
  registerUser,
  unblockUser,
  updateUser,
  userViewSchema,
  type Actor,
} from '@unitfleet/contracts';
import { ClientAddresses } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { LoginBody, RegisterUserBody, UpdateUserBody, UsersQuery } from './users.dto';

@RestController('users')
export class UsersController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly addresses: ClientAddresses,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Creates('User', userViewSchema)
  async register(@Caller() actor: Actor, @Body() body: RegisterUserBody) {
    return this.rpc.call(registerUser, camelKeys(body), actor);
  }

  @Post('auth')
  @Answers('Token', loginUser.response)
  async login(@Caller() actor: Actor, @Body() body: LoginBody, @Req() request: FastifyRequest) {
    const forwardedFor = request.headers['x-forwarded-for'];
    const address = this.addresses.of(request.ip, [forwardedFor].flat().join(','));
    return this.rpc.call(loginUser, { ...camelKeys(body), address }, actor);
  }

  @Get()
  @Answers('Users', listUsers.response)
  async list(@Caller() actor: Actor, @Query() query: UsersQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listUsers, camelKeys(query), actor);
  }

  @Get(':uuid')
  @Answers('User', userViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getUser, { uuid }, actor);
  }

  @Patch('block/:uuid')
  @AnswersNothing()
  async block(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(blockUser, { uuid }, actor);
  }

  @Patch('unblock/:uuid')
  @AnswersNothing()
  async unblock(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(unblockUser, { uuid }, actor);
  }

  /** The path says nothing: callers edit themselves (10A.13). */
  @Patch(':anything')
  @ApiParam({ name: 'anything', type: String, description: 'Ignored' })
  @Answers('User', userViewSchema)
  async update(@Caller() actor: Actor, @Body() body: UpdateUserBody) {
    return this.rpc.call(updateUser, camelKeys(body), actor);
  }
}
