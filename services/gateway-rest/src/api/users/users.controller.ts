import { Body, Get, Inject, Patch, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  blockUser,
  createTelegramLink,
  getUser,
  listUsers,
  loginUser,
  registerUser,
  unblockUser,
  updateUser,
  userViewSchema,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersJson, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { Verbatim } from '../../http/answer/presenter';
import { assertPage } from '../../http/fields/page.query';
import { Caller, ClientAddress } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { GetWithSlash } from '../../http/routes/slash.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { LoginBody, RegisterUserBody, UpdateUserBody, UsersQuery } from './users.dto';

@RestController('users')
export class UsersController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Costs('registration')
  @Creates('User', userViewSchema)
  async register(@Caller() actor: Actor, @Body() body: RegisterUserBody) {
    return this.rpc.call(registerUser, camelKeys(body), actor);
  }

  @Post('auth')
  @Answers('Token', loginUser.response)
  async login(@Caller() actor: Actor, @Body() body: LoginBody, @ClientAddress() address: string) {
    return this.rpc.call(loginUser, { ...camelKeys(body), address }, actor);
  }

  @Get()
  @Answers('Users', listUsers.response)
  async list(@Caller() actor: Actor, @Query() query: UsersQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listUsers, camelKeys(query), actor);
  }

  @GetWithSlash('generate_verification_link')
  @AnswersJson({ type: 'string' })
  async telegramLink(@Caller() actor: Actor) {
    return new Verbatim((await this.rpc.call(createTelegramLink, {}, actor)).link);
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
