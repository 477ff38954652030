import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { alertRaised, alertResolved, type Envelope } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { IsNull } from 'typeorm';
import type { AlertChange } from '../domain/alert-rules';
import { AlertEntity } from './alert.entity';

const CONSUMER = 'alerts';

/** The open and past alerts. */
@Injectable()
export class AlertsRepository {
  constructor(
    private readonly transactions: Transactions,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Applies what an event means, once however often the event comes. */
  async apply(event: Envelope, change: AlertChange): Promise<void> {
    await this.transactions.once(CONSUMER, event, async (transaction) => {
      await transaction.manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [change.key]);
      const open = await transaction.manager.findOneBy(AlertEntity, {
        key: change.key,
        resolvedAt: IsNull(),
      });
      if (change.kind === 'raise') await this.raise(transaction, open, change, event.time);
      else if (open) await this.resolve(transaction, open, event.time);
    });
  }

  private async raise(
    transaction: Transaction,
    open: AlertEntity | null,
    { key, text }: Extract<AlertChange, { kind: 'raise' }>,
    time: Date,
  ): Promise<void> {
    if (open) {
      await transaction.manager.save(AlertEntity, { ...open, text, occurrences: open.occurrences + 1 });
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
