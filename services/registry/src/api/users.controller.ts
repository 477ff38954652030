import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  blockUser,
  createTelegramLink,
  endSession,
  getUser,
  getUserStandings,
  linkTelegramChat,
  listUsers,
  loginUser,
  registerUser,
  resolveSession,
  unblockUser,
  updateUser,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { UsersRepository } from '../data/users.repository';
import { SessionsService } from './sessions.service';
import { TelegramLinksService } from './telegram-links.service';
import { UsersService } from './users.service';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly telegram: TelegramLinksService,
    private readonly rows: UsersRepository,
  ) {}

  @RpcHandler(registerUser)
  register(@Payload() request: OperationInput<typeof registerUser>, @Ctx() call: Call) {
    return this.users.register(call.actor, request.login, request.password);
  }

  @RpcHandler(loginUser)
  async logIn(@Payload() request: OperationInput<typeof loginUser>, @Ctx() call: Call) {
    const { credentials, password, address } = request;
    return { token: await this.sessions.logIn(call.actor, credentials, password, address) };
  }

  @RpcHandler(resolveSession)
  resolve(@Payload() request: OperationInput<typeof resolveSession>) {
    return this.sessions.resolve(request.userUuid, request.sid);
  }

  @RpcHandler(endSession)
  endSession(@Payload() request: OperationInput<typeof endSession>, @Ctx() call: Call) {
    return this.sessions.end(call.actor, request.sid);
  }

  @RpcHandler(createTelegramLink)
  async createTelegramLink(
    @Payload() _request: OperationInput<typeof createTelegramLink>,
    @Ctx() call: Call,
  ) {
    return { link: await this.telegram.create(call.actor) };
  }

  @RpcHandler(linkTelegramChat)
  linkTelegramChat(@Payload() request: OperationInput<typeof linkTelegramChat>, @Ctx() call: Call) {
    return this.telegram.use(call.actor, request);
  }

  @RpcHandler(getUserStandings)
  async standings(@Payload() request: OperationInput<typeof getUserStandings>) {
    return { users: await this.rows.standings(request.uuids) };
  }

  @RpcHandler(getUser)
  get(@Payload() request: OperationInput<typeof getUser>, @Ctx() call: Call) {
    return this.users.get(call.actor, request.uuid);
  }

  @RpcHandler(listUsers)
  list(@Payload() request: OperationInput<typeof listUsers>, @Ctx() call: Call) {
    return this.users.list(call.actor, request);
  }

  @RpcHandler(updateUser)
  updateOwn(@Payload() request: OperationInput<typeof updateUser>, @Ctx() call: Call) {
    return this.users.updateOwn(call.actor, request.login, request.password);
  }

  @RpcHandler(blockUser)
  block(@Payload() request: OperationInput<typeof blockUser>, @Ctx() call: Call) {
    return this.users.block(call.actor, request.uuid);
  }

  @RpcHandler(unblockUser)
  unblock(@Payload() request: OperationInput<typeof unblockUser>, @Ctx() call: Call) {
    return this.users.unblock(call.actor, request.uuid);
  }
}
