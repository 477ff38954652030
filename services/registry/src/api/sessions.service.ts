import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, noAccess, userSessionsEnded, type Actor, type UserRole } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import {
  AesGcmText,
  clientPlace,
  hashPassword,
  needsRehash,
  randomSessionId,
  signUserToken,
  tokenKey,
  verifyPassword,
  type LegacySalt,
  type TokenKey,
} from '@unitfleet/security';
import { Clock } from '@unitfleet/service-host';
import { LoginAttempts } from '../data/login-attempts';
import { SessionEntity } from '../data/session.entity';
import { UserEntity } from '../data/user.entity';
import { UsersRepository } from '../data/users.repository';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';

/** Logins: a session is a row, and a User's token is good while its row is there. */
@Injectable()
export class SessionsService {
  private readonly key: TokenKey;

  constructor(
    private readonly users: UsersRepository,
    private readonly attempts: LoginAttempts,
    private readonly transactions: Transactions,
    private readonly cipher: AesGcmText,
    private readonly clock: Clock,
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  /** Checks the password and opens a session; answers its token. */
  async logIn(actor: Actor, credentials: string, password: string, address: string): Promise<string> {
    requireAccess('user.log-in', actor, {});
    await this.attempts.begin(credentials, address);
    const token =
      (await this.tryOnce(credentials, password, address)) ??
      // The hash became another while it was being checked: by a login at the same moment, or by a new password.
      (await this.tryOnce(credentials, password, address));
    if (!token) throw noAccess('the password was changed');
    await this.attempts.succeed(credentials, address);
    return token;
  }

  /** Ends the asking user's own session of this id; one that has ended already is no error. */
  async end(actor: Actor, sid: string): Promise<null> {
    if (actor.kind !== 'User') throw noAccess('only users have sessions');
    await this.transactions.run(async ({ manager, emit }) => {
      const user = await UsersRepository.lock(manager, actor.uuid);
      const { affected } = await manager.delete(SessionEntity, { sid, userUuid: user.uuid });
      if (!affected) return;
      user.version += 1;
      await manager.save(user);
      emit(userSessionsEnded, user, { uuid: user.uuid, sids: [sid] });
    });
    return null;
  }

  /** @throws DomainError NoAccess for a user who is gone or blocked, and for a session that ended. */
  async resolve(
    userUuid: string,
    sid: string | null,
  ): Promise<{ uuid: string; login: string; role: UserRole }> {
    const standing = await this.users.standing(userUuid, sid, new Date(this.clock.now()));
    if (!standing) throw noAccess('the user of the token is gone');
    const { user, isSessionOpen } = standing;
    if (user.status === 'Blocked') throw noAccess('the user is blocked');
    if (!isSessionOpen) throw noAccess('the session has ended');
    return { uuid: user.uuid, login: user.login, role: user.role };
  }

  /** Ends all sessions of a user whose row is locked. */
  static async endAll(transaction: Transaction, user: UserEntity): Promise<void> {
    await transaction.manager.query('delete from sessions where user_uuid = $1', [user.uuid]);
    transaction.emit(userSessionsEnded, user, { uuid: user.uuid, sids: null });
  }

  private async tryOnce(credentials: string, password: string, address: string): Promise<string | null> {
    const users = await this.users.findByCredentials(credentials);
    if (users.length === 0) throw new DomainError('Validation', 'there is no user with this login');
    const user = await this.ownerOf(password, users);
    if (!user) throw noAccess('the password is wrong');
    if (user.status === 'Blocked') throw noAccess('the user is blocked');
    const newHash = needsRehash(user.hashedPassword) ? await hashPassword(password) : null;
    return this.open(user, newHash, clientPlace(address));
  }

  private async ownerOf(password: string, users: readonly UserEntity[]): Promise<UserEntity | null> {
    for (const user of users)
      if (await verifyPassword(user.hashedPassword, password, this.saltOf(user))) return user;
    return null;
  }

  private saltOf(user: UserEntity): LegacySalt | undefined {
    if (!user.cipherDynamicSalt) return undefined;
    return { salt: this.cipher.decode(user.cipherDynamicSalt), staticSalt: this.settings.PU_STATIC_SALT };
  }

  /** Answers the token of a new session; null when the password is no longer what was verified. */
  private async open(verified: UserEntity, newHash: string | null, network: string): Promise<string | null> {
    const now = this.clock.now();
    const expiresAt = new Date(now + this.settings.PU_AUTH_TOKEN_EXPIRATION * 1_000);
    const sid = randomSessionId();
    return this.transactions.run(async ({ manager }) => {
      // A block or a new password that comes meanwhile waits for this session, and ends it.
      const user = await UsersRepository.lock(manager, verified.uuid);
      if (user.status === 'Blocked') throw noAccess('the user is blocked');
      if (user.hashedPassword !== verified.hashedPassword) return null;
      if (newHash)
        await manager.save(Object.assign(user, { hashedPassword: newHash, cipherDynamicSalt: null }));
      const session = { sid, userUuid: user.uuid, createDatetime: new Date(now), expiresAt, network };
      await manager.insert(SessionEntity, session);
      return signUserToken({ uuid: user.uuid, sid }, this.key, expiresAt);
    });
  }
}
