import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';

const WINDOW_MS = 300_000;
/** Attempts within a window: on one account from one address, and on any account from one address. */
const LIMIT = { account: 10, address: 100 };

const keysOf = (credentials: string, address: string) => {
  const account = createHash('sha256').update(credentials).digest('hex').slice(0, 32);
  return { account: `account/${address}/${account}`, address: `address/${address}` };
};

/** Slows the guessing of passwords. An attempt counts before it is judged, so that parallel ones count too. */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError TooManyRequests when the limit is reached. */
  async begin(credentials: string, address: string): Promise<void> {
    const keys = keysOf(credentials, address);
    const account = await this.count(keys.account);
    const all = await this.count(keys.address);
    if (account > LIMIT.account || all > LIMIT.address)
      throw new DomainError('TooManyRequests', 'too many attempts to log in, try again in some minutes');
  }

  /** The attempt was rightful: it and the failed ones before it on this account are forgotten. */
  async succeed(credentials: string, address: string): Promise<void> {
    const keys = keysOf(credentials, address);
    await this.transactions.run(async ({ manager }) => {
      await manager.query('delete from login_attempts where key = $1', [keys.account]);
      await manager.query('update login_attempts set attempts = attempts - 1 where key = $1', [keys.address]);
    });
  }

  private async count(key: string): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.transactions.run<{ attempts: number }[]>(({ manager }) =>
      manager.query(
        `insert into login_attempts as seen (key, attempts, window_ends) values ($1, 1, $3)
         on conflict (key) do update set
           attempts = case when seen.window_ends <= $2 then 1 else seen.attempts + 1 end,
           window_ends = case when seen.window_ends <= $2 then excluded.window_ends else seen.window_ends end
         returning attempts`,
        [key, new Date(now), new Date(now + WINDOW_MS)],
      ),
    );
    return row!.attempts;
  }
}
