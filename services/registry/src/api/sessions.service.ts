import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, noAccess, userSessionsEnded, type Actor, type UserRole } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import {
  AesGcmText,
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
    const user = await this.users.findByCredentials(credentials);
    if (!user) throw new DomainError('Validation', 'there is no user with this login');
    if (!(await verifyPassword(user.hashedPassword, password, this.saltOf(user))))
      throw noAccess('the password is wrong');
    if (user.status === 'Blocked') throw noAccess('the user is blocked');
    await this.attempts.succeed(credentials, address);
    return this.open(user, needsRehash(user.hashedPassword) ? await hashPassword(password) : null);
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

  private saltOf(user: UserEntity): LegacySalt | undefined {
    if (!user.cipherDynamicSalt) return undefined;
    return { salt: this.cipher.decode(user.cipherDynamicSalt), staticSalt: this.settings.PU_STATIC_SALT };
  }

  private async open(verified: UserEntity, newHash: string | null): Promise<string> {
    const now = this.clock.now();
    const expiresAt = new Date(now + this.settings.PU_AUTH_TOKEN_EXPIRATION * 1_000);
    const sid = randomSessionId();
    await this.transactions.run(async ({ manager }) => {
      // A block or a new password that comes meanwhile waits for this session, and ends it.
      const user = await UsersRepository.lock(manager, verified.uuid);
      if (user.status === 'Blocked') throw noAccess('the user is blocked');
      if (user.hashedPassword !== verified.hashedPassword) throw noAccess('the password was changed');
      if (newHash)
        await manager.save(Object.assign(user, { hashedPassword: newHash, cipherDynamicSalt: null }));
      await manager.insert(SessionEntity, {
        sid,
        userUuid: user.uuid,
        createDatetime: new Date(now),
        expiresAt,
      });
    });
    return signUserToken({ uuid: verified.uuid, sid }, this.key, expiresAt);
  }
}
