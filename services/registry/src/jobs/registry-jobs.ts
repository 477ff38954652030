import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { JobRegistry, LOGGER, type Job, type Logger } from '@unitfleet/observability';
import { Clock } from '@unitfleet/service-host';
import { RegistrySyncService } from '../api/registry-sync.service';
import { RepoUpdateService } from '../api/repo-update.service';
import { RepositoryRegistryEntity } from '../data/repository-registry.entity';
import { hourlySlot, keyAt, LAST_KEY, sinceSlot } from '../domain/hourly-slot';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';
import { SchedulesRepository } from './schedules.repository';

const TICK_MS = 1_000;
/** An outcome that has not come for so long is asked for again. */
const OVERDUE_MS = 120_000;
const ROWS_PER_TRANSACTION = 100;
/** Longer than anything that was asked about a Unit before it went away is under way. */
const DAY_MS = 86_400_000;
const SYNC_MINUTE = 30;
const HOUR_MS = 3_600_000;

/**
 * The platform's own schedule (`docs/protocol/device.md 10`): from minute 30 on all registries are synchronised, at
 * minute 0 all auto-update Repos push updates. It runs as the platform (10B.15), by the injected clock.
 */
@Injectable()
export class RegistryJobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private readonly jobs: Readonly<Record<'look' | 'synchronise' | 'update' | 'forget', Job>>;

  constructor(
    private readonly sync: RegistrySyncService,
    private readonly repos: RepoUpdateService,
    private readonly schedules: SchedulesRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.jobs = {
      look: jobs.every('schedule', TICK_MS),
      synchronise: jobs.every('synchronisation of registries', HOUR_MS),
      update: jobs.every('updates by Repos', HOUR_MS),
      forget: jobs.every('end of old sessions', HOUR_MS),
    };
  }

  /** The first look is taken before the service is ready: from then on every full slot counts. */
  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), TICK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private look(): Promise<void> {
    this.running ??= this.jobs.look
      .run(() => this.tick())
      .catch((error) => this.log.warn({ err: error }, 'a scheduled job failed; it comes again'))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async tick(): Promise<void> {
    const now = this.clock.now();
    await this.schedules.walk('synchronise-registries', hourlySlot(now, SYNC_MINUTE), (transaction, after) =>
      this.jobs.synchronise.run(() => this.synchroniseSome(transaction, after, this.lastKeyDue(now))),
    );
    await this.schedules.walk('update-repos', hourlySlot(now, 0), (transaction, after) =>
      this.jobs.update.run(() => this.repos.requestSome(transaction, after, 'schedule')),
    );
    await this.schedules.run('forget-sessions', hourlySlot(now, 45), () =>
      this.jobs.forget.run(() => this.forgetSessions(now)),
    );
    await this.askAgain(now);
  }

  /** Hosts are not to be asked for everything at once: keys are spread evenly, and come due in their order. */
  private lastKeyDue(now: number): string {
    const spread = this.settings.REGISTRY_SYNC_SPREAD * 1_000;
    return spread === 0 ? LAST_KEY : keyAt(sinceSlot(now, SYNC_MINUTE) / spread);
  }

  private async synchroniseSome(
    transaction: Transaction,
    after: string,
    until: string,
  ): Promise<string | null> {
    const condition = 'registry.uuid > :after and registry.uuid <= :until';
    const registries = await rowsOf(transaction, condition, { after, until });
    for (const registry of registries)
      if (registry.syncStatus !== 'Processing') this.sync.request(transaction, registry, null);
    await transaction.manager.save(registries);
    if (registries.length === 0 && until === LAST_KEY) return null;
    return registries.at(-1)?.uuid ?? after;
  }

  /** A builder that died, or an event that became a dead letter, must not leave a registry in `Processing`. */
  private async askAgain(now: number): Promise<void> {
    const overdue = new Date(now - OVERDUE_MS);
    const condition = 'registry.syncRequestId is not null and registry.syncAskedAt < :overdue';
    await this.transactions.run(async (transaction) => {
      const registries = await rowsOf(transaction, condition, { overdue });
      for (const registry of registries) {
        registry.version += 1;
        this.sync.ask(transaction, registry);
      }
      await transaction.manager.save(registries);
    });
  }

  private async forgetSessions(now: number): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      await manager.query('delete from sessions where expires_at < $1', [new Date(now)]);
      await manager.query('delete from login_attempts where window_ends < $1', [new Date(now)]);
      await manager.query('delete from telegram_codes where expires_at < $1', [new Date(now)]);
      const settled = new Date(now - DAY_MS);
      await manager.query('delete from departed_units where departed_at < $1', [settled]);
    });
  }
}

/** Some rows in the order of their keys. */
const rowsOf = (
  { manager }: Transaction,
  condition: string,
  parameters: object,
): Promise<RepositoryRegistryEntity[]> =>
  manager
    .createQueryBuilder(RepositoryRegistryEntity, 'registry')
    .where(condition, parameters)
    .orderBy('registry.uuid')
    .limit(ROWS_PER_TRANSACTION)
    .setLock('pessimistic_write')
    .getMany();
