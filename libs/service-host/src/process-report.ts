import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessView, ServiceName } from '@unitfleet/contracts';
import { coverText } from '@unitfleet/messaging';
import type { JobRegistry, Readiness } from '@unitfleet/observability';
import { shownSettings } from './shown-settings';
import { VERSION } from './version';

/** Whoever asks waits for a second in all. */
const CHECKS_PATIENCE_MS = 600;
const MAX_REASON = 500;

export interface ReportedProcess {
  readonly service: ServiceName;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly readiness: Readiness;
  readonly jobs: JobRegistry;
}

/** How often each service has been booted in this process; in tests that is more than once. */
const boots = new Map<ServiceName, number>();

const instanceOf = (service: ServiceName): string => {
  const count = (boots.get(service) ?? 0) + 1;
  boots.set(service, count);
  return `${hostname()}-${process.pid}${count > 1 ? `-${count}` : ''}`;
};

/** What this process says of itself to whoever operates the instance. */
export class ProcessReport {
  private readonly instance: string;
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000);
  private readonly settings: ProcessView['settings'];
  private isStarted = false;

  constructor(private readonly process: ReportedProcess) {
    this.instance = instanceOf(process.service);
    this.settings = shownSettings(process.settings);
  }

  /** Until then it is on its way, whatever its checks say: some are not there yet. */
  started(): void {
    this.isStarted = true;
  }

  async view(): Promise<ProcessView> {
    const { service, jobs } = this.process;
    return {
      service,
      instance: this.instance,
      version: VERSION,
      startedAt: this.startedAt,
      failures: await this.failures(),
      residentBytes: process.memoryUsage.rss(),
      settings: this.settings,
      jobs: jobs.views().map((job) => ({ ...job, lastError: covered(job.lastError) })),
    };
  }

  private async failures(): Promise<ProcessView['failures']> {
    const patience = new AbortController();
    const late = sleep(CHECKS_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
    const found = await Promise.race([this.process.readiness.failures(), late]);
    patience.abort();
    const failures = Object.entries(found ?? { checks: 'they take long' });
    if (!this.isStarted) failures.unshift(['start', 'it is still starting']);
    return failures.map(([check, reason]) => ({ check, reason: coverText(reason, MAX_REASON) }));
  }
}

const covered = (text: string | null): string | null => text && coverText(text, MAX_REASON);
