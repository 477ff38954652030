import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { baseTopic, COMMAND_TOPICS, INPUT_BASE } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock, Ticker } from '@unitfleet/service-host';
import { FirmwareProgressService } from '../api/firmware/firmware-progress.service';
import { BrokerClient } from '../data/clients/broker.client';
import { CommandLaneRepository, type LaneRow } from '../data/command-lane.repository';
import type { PendingCommandEntity } from '../data/pending-command.entity';
import { countCommands, type CommandCounter } from '../data/unit-metrics';
import { UnitRepository } from '../data/unit.repository';
import { nextStep } from '../domain/commands/next-step';
import type { FirmwareHappening } from '../domain/firmware-status';
import { SETTINGS, type UnitsSettings } from '../settings';

const LANES_PER_TURN = 50;
/** Pause after the broker did not take a command. */
const RETRY_MS = 2_000;

/**
 * Sends commands that are due. What leaves is written down before it is published: a process that dies in between
 * costs a repetition, never a second command right behind the first.
 */
@Injectable()
export class CommandDispatchJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private readonly counter: CommandCounter;

  constructor(
    private readonly lanes: CommandLaneRepository,
    private readonly units: UnitRepository,
    private readonly broker: BrokerClient,
    private readonly progress: FirmwareProgressService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {
    this.ticker = new Ticker(
      jobs.every('dispatch of commands', settings.UNITS_COMMAND_POLL_MS),
      () => this.dispatchDue(),
      log,
    );
    this.counter = countCommands(metrics);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  private async dispatchDue(): Promise<void> {
    for (;;) {
      const now = new Date(this.clock.now());
      const { looked, begun } = await this.transactions.run((transaction) => this.begin(transaction, now));
      await Promise.all(begun.map((command) => this.send(command, now)));
      if (looked < LANES_PER_TURN) return;
    }
  }

  private async begin(
    transaction: Transaction,
    now: Date,
  ): Promise<{ looked: number; begun: PendingCommandEntity[] }> {
    const rows = await this.lanes.takeDue(transaction, now, LANES_PER_TURN);
    const begun: PendingCommandEntity[] = [];
    for (const row of rows) begun.push(...(await this.step(transaction, row, now)));
    return { looked: rows.length, begun };
  }

  /** One look at one lane; answers the command whose turn begins. */
  private async step(transaction: Transaction, row: LaneRow, now: Date): Promise<PendingCommandEntity[]> {
    const unitUuid = row.unit_uuid;
    const { lane, commands, clientId } = await this.lanes.read(transaction, row);
    const step = nextStep(lane, now.getTime());
    if (step.do === 'rest') await this.lanes.setWake(transaction, unitUuid, null);
    if (step.do === 'wait') await this.lanes.setWake(transaction, unitUuid, new Date(step.until));
    if (step.do !== 'send') return [];
    const command = commands.find(({ kind }) => kind === step.kind) as PendingCommandEntity;
    await this.lanes.beginTurn(transaction, command, { now, clientId });
    return [command];
  }

  private async send(command: PendingCommandEntity, begunAt: Date): Promise<void> {
    const { unitUuid, kind, payload } = command;
    const topic = baseTopic(this.settings.PU_DOMAIN, INPUT_BASE, unitUuid, COMMAND_TOPICS[kind]);
    try {
      await this.broker.publish(topic, payload);
      this.counter.inc({ kind, outcome: 'sent' });
      // A repetition does not prolong the time that the device has.
      const isFirst = command.attempts === 0;
      if (kind === 'Update' && isFirst) await this.advance(unitUuid, { kind: 'published', at: begunAt });
    } catch (error) {
      this.log.warn({ err: error, unit: unitUuid, command: kind }, 'the broker did not take a command');
      this.counter.inc({ kind, outcome: 'refused' });
      await this.cancel(command, begunAt, String((error as Error).message));
    }
  }

  private async cancel(command: PendingCommandEntity, begunAt: Date, reason: string): Promise<void> {
    const retryAt = new Date(this.clock.now() + RETRY_MS);
    await this.transactions.run((transaction) =>
      this.lanes.cancelTurn(transaction, command, { begunAt, retryAt }),
    );
    if (command.kind === 'Update') await this.advance(command.unitUuid, { kind: 'failed', reason });
  }

  private advance(unitUuid: string, happening: FirmwareHappening): Promise<void> {
    return this.transactions.run(async (transaction) => {
      const unit = await this.units.tryLock(transaction, unitUuid);
      if (unit) await this.progress.advance(transaction, unit, happening);
    });
  }
}
