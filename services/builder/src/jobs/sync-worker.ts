import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, isDomainError } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, type Job, type Logger } from '@unitfleet/observability';
import { DataSource } from 'typeorm';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorsRepository } from '../data/mirrors.repository';
import type { SyncRequestEntity } from '../data/sync-request.entity';
import { BUILDER_SETTINGS, type BuilderSettings } from '../settings';
import { MirrorSynchroniser } from './mirror-synchroniser';

/** Fallback for requests of other processes, and for those that were put back. */
const POLL_MS = 1_000;
const CANDIDATES = 50;
/** Tries of a request that fails for a reason of our own. */
const ATTEMPTS = 5;
const MAX_PAUSE_SECONDS = 30;

/**
 * Serves the queue of synchronisations: several side by side, one per registry at a time over all processes (advisory
 * lock). A request leaves the queue with its outcome, so that one whose builder was killed is served by the next.
 */
@Injectable()
export class SyncWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private wakeUp: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private readonly queue: Job;
  private readonly synchronisation: Job;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly mirrors: MirrorsRepository,
    private readonly folders: MirrorFolders,
    private readonly synchroniser: MirrorSynchroniser,
    jobs: JobRegistry,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.queue = jobs.every('look at the queue of mirrors', POLL_MS);
    this.synchronisation = jobs.occasional('synchronisation of a mirror');
  }

  onApplicationBootstrap(): void {
    this.loop = this.serve();
  }

  /** What is under way is broken off: its request stays in the queue. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort(new Error('the builder stops'));
    this.wake();
    await this.loop;
    await Promise.all(this.running.values());
  }

  /** There may be something to do. */
  wake(): void {
    this.wakeUp();
  }

  private async serve(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const woken = this.pause();
      await this.queue
        .run(() => this.startDue())
        .catch((error) => this.log.warn({ err: error }, 'the queue could not be read'));
      await woken;
    }
  }

  private async startDue(): Promise<void> {
    if (this.running.size >= this.settings.BUILDER_SYNC_CONCURRENCY) return;
    for (const request of await this.mirrors.due(CANDIDATES)) {
      if (this.running.size >= this.settings.BUILDER_SYNC_CONCURRENCY) return;
      if (this.running.has(request.registryUuid) || this.stopping.signal.aborted) continue;
      const run = this.withLock(request)
        .catch((error) =>
          this.log.error({ err: error, requestId: request.requestId }, 'a synchronisation failed'),
        )
        .finally(() => {
          this.running.delete(request.registryUuid);
          this.wake();
        });
      this.running.set(request.registryUuid, run);
    }
  }

  private async withLock(request: SyncRequestEntity): Promise<void> {
    const lock = this.source.createQueryRunner();
    try {
      const [{ held }] = await lock.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [
        `mirror/${request.registryUuid}`,
      ]);
      if (!held) return await this.mirrors.postpone(request, 1);
      if (await this.mirrors.isRequested(request.requestId)) await this.perform(request);
    } finally {
      await lock.query('select pg_advisory_unlock_all()').catch(() => undefined);
      await lock.release();
    }
  }

  private async perform(request: SyncRequestEntity): Promise<void> {
    const { registryUuid } = request;
    try {
      await this.synchronisation.run(() => this.synchroniser.synchronise(request, this.stopping.signal));
      this.log.info({ registryUuid }, 'a mirror was synchronised');
    } catch (error) {
      if (!this.stopping.signal.aborted) await this.settleFailure(request, error);
    }
  }

  private async settleFailure(request: SyncRequestEntity, error: unknown): Promise<void> {
    const { registryUuid, attempts } = request;
    const pause = Math.min(2 ** attempts, MAX_PAUSE_SECONDS);
    if (isDomainError(error)) {
      if (error.errorCode === 'Validation') return this.forget(registryUuid);
      if (error.class.delivery === 'retry') return this.mirrors.postpone(request, pause);
      this.log.warn({ registryUuid, reason: error.message }, 'a mirror could not be synchronised');
      await this.mirrors.fail(request, error.message);
      return;
    }
    this.log.error({ err: error, registryUuid, attempts }, 'a mirror could not be kept');
    if (attempts + 1 < ATTEMPTS) return this.mirrors.postpone(request, pause);
    await this.mirrors.fail(request, new DomainError('GitRepo', 'the mirror could not be kept').message);
  }

  /** The registry knows no such repository any more. */
  private async forget(registryUuid: string): Promise<void> {
    await this.mirrors.forget(registryUuid);
    await this.folders.remove(registryUuid);
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
