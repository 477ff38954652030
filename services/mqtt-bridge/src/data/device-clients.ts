import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { Gauge, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { signUnitToken, tokenKey, type TokenKey } from '@unitfleet/security';
import { hears } from '../domain/hears';
import { SETTINGS, type Settings } from '../settings';
import { BrokerApiError } from './broker/broker-api';
import { Broker, type BrokerClientView } from './broker/broker';

/** Units asked about at once. */
const AT_ONCE = 16;
const MOST_NAMED = 10;

/** Topics that a client must hear for an order to be meant for it; null: any client. */
type Hearing = readonly string[] | null;

const either = (known: Hearing | undefined, hearing: Hearing): Hearing => {
  if (known === undefined) return hearing;
  return known && hearing && [...new Set([...known, ...hearing])];
};

/**
 * Connections of Units at the broker. A Unit's token is its user name, and it may have several connections under any
 * client ids.
 */
@Injectable()
export class DeviceClients {
  private readonly key: TokenKey;
  /** Units that the broker has not let go of although that was ordered. */
  private readonly overdue = new Map<string, Hearing>();

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly broker: Broker,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
    const overdue = () => this.overdue.size;
    new Gauge({
      name: 'bridge_overdue_kicks',
      help: 'Units whose connections were to be ended, which the broker has not done yet',
      registers: [metrics],
      collect() {
        this.set(overdue());
      },
    });
  }

  /**
   * Ends all connections of these Units, or those that hear one of the topics, and destroys their sessions. Where the broker
   * fails it is tried again until it is done.
   *
   * @throws DomainError `Mqtt` that names the Units of which it is not done yet.
   */
  async kick(unitUuids: readonly string[], hearing: Hearing = null): Promise<void> {
    const failed = await this.each(unitUuids, (unit) => this.kickOne(unit, hearing));
    for (const unit of failed) this.overdue.set(unit, either(this.overdue.get(unit), hearing));
    this.report(failed, unitUuids.length, 'did not end the connections');
  }

  /**
   * Drops cached decisions, so that the next action of these Units asks again.
   *
   * @throws DomainError `Mqtt` that names the Units of which it is not done.
   */
  async forget(unitUuids: readonly string[]): Promise<void> {
    const failed = await this.each(unitUuids, (unit) =>
      this.forEachClient(unit, ({ clientId }) => this.broker.forgetDecisions(clientId)),
    );
    this.report(failed, unitUuids.length, 'did not drop the decisions');
  }

  /** Tries again what the broker has failed to do, unless it does not answer at all. */
  async catchUp(): Promise<void> {
    for (const [unit, hearing] of [...this.overdue]) {
      try {
        await this.kickOne(unit, hearing);
      } catch (error) {
        if (error instanceof BrokerApiError && error.status > 0) continue;
        return;
      }
      // Another reason may have come meanwhile.
      if (this.overdue.get(unit) !== hearing) continue;
      this.overdue.delete(unit);
      this.log.info({ unit }, 'the connections of a Unit were ended late');
    }
  }

  private async kickOne(unit: string, hearing: Hearing): Promise<void> {
    await this.forEachClient(unit, async ({ clientId }) => {
      if (hearing && !(await this.isHearing(clientId, hearing))) return;
      await this.broker.kick(clientId);
    });
  }

  private async isHearing(clientId: string, topics: readonly string[]): Promise<boolean> {
    const filters = await this.broker.filtersOf(clientId);
    return filters.some((filter) => topics.some((topic) => hears(filter, topic)));
  }

  /** All are tried, also after one has failed. */
  private async forEachClient(unit: string, act: (client: BrokerClientView) => Promise<void>): Promise<void> {
    const clients: BrokerClientView[] = [];
    for await (const client of this.broker.clients(signUnitToken(unit, this.key))) clients.push(client);
    const results = await Promise.allSettled(clients.map(act));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
  }

  /** Answers those that failed. */
  private async each(units: readonly string[], act: (unit: string) => Promise<void>): Promise<string[]> {
    const failed: string[] = [];
    const waiting = units.values();
    const work = async () => {
      for (const unit of waiting)
        await act(unit).catch((error) => {
          failed.push(unit);
          this.log.warn({ err: error, unit }, 'the broker did not do what was ordered about a Unit');
        });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return failed;
  }

  private report(failed: readonly string[], total: number, what: string): void {
    if (failed.length === 0) return;
    const more = failed.length > MOST_NAMED ? ' and more' : '';
    const named = failed.slice(0, MOST_NAMED).join(', ');
    throw new DomainError(
      'Mqtt',
      `the broker ${what} of ${failed.length} of ${total} Units: ${named}${more}`,
    );
  }
}
