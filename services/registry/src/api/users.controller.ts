import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  blockUser,
  getUser,
  getUserStandings,
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
import { UsersService } from './users.service';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
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
