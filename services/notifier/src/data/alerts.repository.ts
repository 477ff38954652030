import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { alertRaised, alertResolved, type Envelope } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { IsNull } from 'typeorm';
import type { AlertChange } from '../domain/alert-rules';
import { AlertEntity } from './alert.entity';

const CONSUMER = 'alerts';
/** Above every version that an aggregate will ever have. */
const FINAL_VERSION = Number.MAX_SAFE_INTEGER;

/** The open and past alerts. */
@Injectable()
export class AlertsRepository {
  constructor(
    private readonly transactions: Transactions,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Applies what an event means, once however often it comes, unless something newer is known about the key. */
  async apply(event: Envelope, change: AlertChange): Promise<void> {
    await this.transactions.once(CONSUMER, event, async (transaction) => {
      const version = change.kind === 'close' ? FINAL_VERSION : event.aggregateVersion;
      if (!(await this.isNews(transaction, change.key, version))) return;
      const open = await transaction.manager.findOneBy(AlertEntity, {
        key: change.key,
        resolvedAt: IsNull(),
      });
      if (change.kind === 'raise') await this.raise(transaction, open, change, event.time);
      else if (open) await this.resolve(transaction, open, event.time);
    });
  }

  /** Whoever gets a yes has the key to itself until the transaction ends. */
  private async isNews({ manager }: Transaction, key: string, version: number): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `insert into alert_keys (key, known_version) values ($1, $2)
       on conflict (key) do update set known_version = excluded.known_version
       where alert_keys.known_version < excluded.known_version
       returning 1`,
      [key, version],
    );
    return rows.length > 0;
  }

  private async raise(
    transaction: Transaction,
    open: AlertEntity | null,
    { key, text }: Extract<AlertChange, { kind: 'raise' }>,
    time: Date,
  ): Promise<void> {
    if (open) {
      const again = { ...open, text, occurrences: open.occurrences + 1, version: open.version + 1 };
      await transaction.manager.save(AlertEntity, again);
      return;
    }
    const alert = {
      uuid: randomUUID(),
      key,
      text,
      raisedAt: time,
      resolvedAt: null,
      occurrences: 1,
      version: 1,
    };
    await transaction.manager.insert(AlertEntity, alert);
    transaction.emit(alertRaised, alert, { uuid: alert.uuid, key, text });
    this.log.warn({ alert: alert.uuid, key }, text);
  }

  private async resolve(transaction: Transaction, open: AlertEntity, time: Date): Promise<void> {
    const resolved = { ...open, resolvedAt: time, version: open.version + 1 };
    await transaction.manager.save(AlertEntity, resolved);
    transaction.emit(alertResolved, resolved, { uuid: open.uuid, key: open.key });
    this.log.info({ alert: open.uuid, key: open.key }, 'an alert is over');
  }
}
