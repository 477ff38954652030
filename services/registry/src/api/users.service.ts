import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  DomainError,
  type listUsers,
  noAccess,
  type OperationInput,
  userBlocked,
  userRegistered,
  userUnblocked,
  type Actor,
  type UserStatus,
  type UserView,
} from '@unitfleet/contracts';
import { isUniqueViolation, Transactions } from '@unitfleet/persistence';
import { hashPassword } from '@unitfleet/security';
import { Clock } from '@unitfleet/service-host';
import { UserEntity } from '../data/user.entity';
import { UsersRepository } from '../data/users.repository';
import { requireLogin, requirePassword, type Alphabets } from '../domain/account-rules';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';
import { SessionsService } from './sessions.service';
import { userView } from './user.view';

const loginTaken = (error: unknown): unknown =>
  isUniqueViolation(error, 'users_login') ? new DomainError('User', 'the login is taken') : error;

/** Users (`docs/protocol/rest-graphql.md 4.2`). */
@Injectable()
export class UsersService {
  private readonly alphabets: Alphabets;

  constructor(
    private readonly users: UsersRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(REGISTRY_SETTINGS) settings: RegistrySettings,
  ) {
    this.alphabets = {
      name: settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS,
      password: settings.PU_AVAILABLE_PASSWORD_SYMBOLS,
    };
  }

  async register(actor: Actor, login: string, password: string): Promise<UserView> {
    requireAccess('user.register', actor, {});
    requireLogin(login, this.alphabets);
    requirePassword(password, this.alphabets);
    const hashedPassword = await hashPassword(password);
    const registered = this.transactions.run(async ({ manager, emit }) => {
      const user = manager.create(UserEntity, {
        uuid: randomUUID(),
        version: 1,
        role: (await UsersRepository.isFirst(manager)) ? 'Admin' : 'User',
        status: 'Unverified',
        login,
        telegramChatId: null,
        hashedPassword,
        cipherDynamicSalt: null,
        grafanaOrgName: randomUUID(),
        grafanaOrgId: null,
        createDatetime: new Date(this.clock.now()),
      });
      await manager.insert(UserEntity, user);
      emit(userRegistered, user, { uuid: user.uuid, login });
      return userView(user);
    });
    return registered.catch((error) => Promise.reject(loginTaken(error)));
  }

  async get(actor: Actor, uuid: string): Promise<UserView> {
    requireAccess('user.get', actor, {});
    return userView(await this.users.get(uuid));
  }

  async list(
    actor: Actor,
    request: OperationInput<typeof listUsers>,
  ): Promise<{ count: number; users: UserView[] }> {
    requireAccess('user.list', actor, {});
    const [users, count] = await this.users.list(request);
    return { count, users: users.map(userView) };
  }

  /** Edits the caller; empty and missing values stay as they are. */
  async updateOwn(
    actor: Actor,
    login: string | null | undefined,
    password: string | null | undefined,
  ): Promise<UserView> {
    requireAccess('user.update-own', actor, {});
    if (actor.kind !== 'User') throw noAccess('only users have a login');
    if (login) requireLogin(login, this.alphabets);
    if (password) requirePassword(password, this.alphabets);
    const hashedPassword = password ? await hashPassword(password) : null;
    const updated = this.transactions.run(async (transaction) => {
      const user = await UsersRepository.lock(transaction.manager, actor.uuid);
      user.version += 1;
      if (login) user.login = login;
      if (hashedPassword) Object.assign(user, { hashedPassword, cipherDynamicSalt: null });
      await transaction.manager.save(user);
      if (hashedPassword) await SessionsService.endAll(transaction, user);
      return userView(user);
    });
    return updated.catch((error) => Promise.reject(loginTaken(error)));
  }

  async block(actor: Actor, uuid: string): Promise<null> {
    requireAccess('user.block', actor, {});
    await this.transactions.run(async ({ manager, emit }) => {
      const user = await this.changeStatus(manager, uuid, () => 'Blocked');
      if (!user) return;
      await manager.query('delete from sessions where user_uuid = $1', [uuid]);
      emit(userBlocked, user, { uuid });
    });
    return null;
  }

  async unblock(actor: Actor, uuid: string): Promise<null> {
    requireAccess('user.unblock', actor, {});
    await this.transactions.run(async ({ manager, emit }) => {
      const user = await this.changeStatus(manager, uuid, ({ status, telegramChatId }) =>
        status === 'Blocked' ? (telegramChatId ? 'Verified' : 'Unverified') : status,
      );
      if (user) emit(userUnblocked, user, { uuid });
    });
    return null;
  }

  /** Gives the user another status; null when it is that already. */
  private async changeStatus(
    manager: Parameters<typeof UsersRepository.lock>[0],
    uuid: string,
    newStatus: (user: UserEntity) => UserStatus,
  ): Promise<UserEntity | null> {
    const user = await UsersRepository.lock(manager, uuid);
    const status = newStatus(user);
    if (status === user.status) return null;
    user.status = status;
    user.version += 1;
    return manager.save(user);
  }
}
