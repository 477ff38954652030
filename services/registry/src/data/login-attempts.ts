import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { clientPlace } from '@unitfleet/security';
import { Clock } from '@unitfleet/service-host';
import { DataSource } from 'typeorm';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';

interface Tally {
  readonly attempts: number;
  readonly windowEnds: Date;
}

const keysOf = (credentials: string, network: string) => {
  const account = createHash('sha256').update(credentials).digest('hex').slice(0, 32);
  return {
    network: `address/${network}`,
    pair: `account/${network}/${account}`,
    account: `account/*/${account}`,
  };
};

/**
 * Slows the guessing of passwords: on one account from one address, on any account from one address, and on one account
 * from anywhere. An attempt counts before it is judged, so that parallel ones count too, and no longer once it was
 * rightful: so failures are counted. Who guesses keeps out strangers of the account for the length of a window at a
 * time, but not its user: places where a session of the account is open are exempt from the limit on the account.
 */
@Injectable()
export class LoginAttempts {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  /** @throws DomainError TooManyRequests when a limit is reached; it says in how many seconds to come again. */
  async begin(credentials: string, address: string): Promise<void> {
    const network = clientPlace(address);
    const keys = keysOf(credentials, network);
    const { LOGIN_LIMIT_ADDRESS, LOGIN_LIMIT_ACCOUNT, LOGIN_LIMIT_ACCOUNT_ADDRESS } = this.settings;
    // A place that is refused altogether leaves no further rows behind.
    this.require(await this.count(keys.network), LOGIN_LIMIT_ADDRESS);
    this.require(await this.count(keys.pair), LOGIN_LIMIT_ACCOUNT_ADDRESS);
    const account = await this.count(keys.account);
    if (!isOver(account, LOGIN_LIMIT_ACCOUNT) || (await this.isFamiliar(credentials, network))) return;
    this.require(account, LOGIN_LIMIT_ACCOUNT);
  }

  /** The attempt was rightful: it, and the failed ones before it on this account from there, are forgotten. */
  async succeed(credentials: string, address: string): Promise<void> {
    const keys = keysOf(credentials, clientPlace(address));
    await this.transactions.run(async ({ manager }) => {
      await manager.query('delete from login_attempts where key = $1', [keys.pair]);
      for (const key of [keys.account, keys.network])
        await manager.query(
          'update login_attempts set attempts = attempts - 1 where key = $1 and attempts > 0',
          [key],
        );
    });
  }

  private require(tally: Tally, limit: number): void {
    if (!isOver(tally, limit)) return;
    const seconds = Math.max(1, Math.ceil((tally.windowEnds.getTime() - this.clock.now()) / 1_000));
    throw new DomainError('TooManyRequests', `too many attempts to log in; try again in ${seconds} s`, {
      retryAfterS: seconds,
    });
  }

  private async isFamiliar(credentials: string, network: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `select 1 from sessions join users on users.uuid = sessions.user_uuid
       where (users.login = $1 or users.telegram_chat_id = $1)
       and sessions.network = $2 and sessions.expires_at > $3 limit 1`,
      [credentials, network, new Date(this.clock.now())],
    );
    return rows.length > 0;
  }

  private async count(key: string): Promise<Tally> {
    const now = this.clock.now();
    const windowEnds = new Date(now + this.settings.LOGIN_LIMIT_WINDOW_S * 1_000);
    const [tally] = await this.transactions.run<[Tally]>(({ manager }) =>
      manager.query(
        `insert into login_attempts as seen (key, attempts, window_ends) values ($1, 1, $3)
         on conflict (key) do update set
           attempts = case when seen.window_ends <= $2 then 1 else seen.attempts + 1 end,
           window_ends = case when seen.window_ends <= $2 then excluded.window_ends else seen.window_ends end
         returning attempts, window_ends as "windowEnds"`,
        [key, new Date(now), windowEnds],
      ),
    );
    return tally;
  }
}

const isOver = ({ attempts }: Tally, limit: number): boolean => limit > 0 && attempts > limit;
