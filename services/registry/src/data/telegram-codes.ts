import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import { randomCode } from '@unitfleet/security';
import { Clock } from '@unitfleet/service-host';

const CODE_LENGTH = 8;
const LIFE_MS = 60_000;

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Codes that stand for a user, once, for 60 seconds (`docs/protocol/rest-graphql.md 4.2`); kept as hashes. */
@Injectable()
export class TelegramCodes {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async issue(userUuid: string): Promise<string> {
    const code = randomCode(CODE_LENGTH);
    const now = this.clock.now();
    await this.transactions.run(async ({ manager }) => {
      await manager.query('delete from telegram_codes where expires_at <= $1', [new Date(now)]);
      await manager.query(
        'insert into telegram_codes (code_hash, user_uuid, expires_at) values ($1, $2, $3)',
        [hashOf(code), userUuid, new Date(now + LIFE_MS)],
      );
    });
    return code;
  }

  /** The user whom the code stood for: from now on it stands for nobody. Null for a code that is wrong, used or old. */
  consume(code: string): Promise<string | null> {
    return this.transactions.run(async ({ manager }) => {
      const [[row]] = await manager.query(
        'delete from telegram_codes where code_hash = $1 returning user_uuid, expires_at',
        [hashOf(code)],
      );
      return row && row.expires_at.getTime() > this.clock.now() ? row.user_uuid : null;
    });
  }
}
