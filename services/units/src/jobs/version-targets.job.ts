import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDomainError } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { Clock, Ticker } from '@unitfleet/service-host';
import { TargetVersionService } from '../api/firmware/target-version.service';
import type { VersionLookup } from '../api/firmware/version-lookup';
import {
  choiceOf,
  VersionTargetRepository,
  type DueTarget,
  type FoundTarget,
} from '../data/fleet/version-target.repository';

const EVERY_MS = 250;
const TARGETS_PER_TURN = 50;
const LEASE_MS = 60_000;
const RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** Keeps what Units are to run (`docs/protocol/device.md 6.2`), so that lists can say who is behind. */
@Injectable()
export class VersionTargetsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly stored: VersionTargetRepository,
    private readonly targets: TargetVersionService,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.ticker = new Ticker(jobs.every('targets of Units', EVERY_MS), () => this.findAll(), log);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  private async findAll(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const due = await this.stored.take(new Date(now), new Date(now + LEASE_MS), TARGETS_PER_TURN);
      const unneeded = due.filter(({ isNeeded }) => !isNeeded);
      if (unneeded.length > 0) await this.stored.dropUnneeded(unneeded);
      const lookup = this.targets.lookup();
      for (const target of due) if (target.isNeeded) await this.attempt(target, lookup);
      if (due.length < TARGETS_PER_TURN) return;
    }
  }

  private async attempt(target: DueTarget, lookup: VersionLookup): Promise<void> {
    try {
      await this.stored.settle(target, await this.find(target, lookup));
    } catch (error) {
      this.log.warn({ err: error, repo: target.repoUuid }, 'the target of Units could not be found yet');
      const wait = Math.min(RETRY_MS * target.attempts, LONGEST_RETRY_MS);
      await this.stored.postpone(target, new Date(this.clock.now() + wait));
    }
  }

  /** @throws what passes: another service is away. */
  private async find(target: DueTarget, lookup: VersionLookup): Promise<FoundTarget> {
    const { repoUuid } = target;
    const orNull = (error: unknown): null => {
      if (isDomainError(error) && error.class.delivery !== 'retry') return null;
      throw error;
    };
    const repo = await lookup.repo(repoUuid).catch(orNull);
    if (!repo) return { registryUuid: null, commit: null };
    const wish = { ...choiceOf(target), repoUuid, targetFirmwarePlatform: null };
    const version = await this.targets.versionOf(wish, lookup).catch(orNull);
    return { registryUuid: repo.repositoryRegistryUuid, commit: version?.commit ?? null };
  }
}
