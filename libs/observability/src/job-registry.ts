import type { JobView } from '@unitfleet/contracts';
import { Counter, Gauge, Registry } from './metrics';

const MAX_ERROR_CHARACTERS = 500;

interface JobMetrics {
  readonly runs: Counter<'job' | 'outcome'>;
  readonly lastSeconds: Gauge<'job'>;
}

/** Work that a process does again and again; it notes how that goes. */
export class Job<Every extends number | null = number | null> {
  private lastStart: Date | null = null;
  private lastDurationSeconds: number | null = null;
  private lastError: string | null = null;
  private runs = 0;
  private failures = 0;

  constructor(
    readonly name: string,
    /** Milliseconds between two runs; null: it runs when there is something to do. */
    readonly everyMs: Every,
    private readonly metrics: JobMetrics,
  ) {}

  /** Does it once. What the work throws is noted and thrown on. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.lastStart = new Date();
    const begun = performance.now();
    try {
      const result = await work();
      this.end(begun, null);
      return result;
    } catch (error) {
      this.end(begun, error);
      throw error;
    }
  }

  view(): JobView {
    const { name, everyMs, lastStart, lastDurationSeconds, lastError, runs, failures } = this;
    const everySeconds = everyMs === null ? null : everyMs / 1_000;
    return { name, everySeconds, lastStart, lastDurationSeconds, lastError, runs, failures };
  }

  private end(begun: number, error: unknown): void {
    const isFailure = error !== null;
    this.lastDurationSeconds = (performance.now() - begun) / 1_000;
    this.lastError = isFailure ? messageOf(error) : null;
    this.runs += 1;
    if (isFailure) this.failures += 1;
    this.metrics.runs.inc({ job: this.name, outcome: isFailure ? 'failed' : 'done' });
    this.metrics.lastSeconds.set({ job: this.name }, this.lastDurationSeconds);
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_CHARACTERS);

/** The repeating work of a process, for whoever operates the instance. */
export class JobRegistry {
  private readonly jobs: Job[] = [];
  private readonly metrics: JobMetrics;

  constructor(registry: Registry = new Registry()) {
    this.metrics = {
      runs: new Counter({
        name: 'job_runs_total',
        help: 'Runs of repeating work, by how they ended',
        labelNames: ['job', 'outcome'],
        registers: [registry],
      }),
      lastSeconds: new Gauge({
        name: 'job_last_run_seconds',
        help: 'How long the last run of repeating work took',
        labelNames: ['job'],
        registers: [registry],
      }),
    };
  }

  /** Work that runs with a pause of so many milliseconds in between. */
  every(name: string, everyMs: number): Job<number> {
    return this.add(new Job(name, everyMs, this.metrics));
  }

  /** Work that runs when there is something to do. */
  occasional(name: string): Job<null> {
    return this.add(new Job(name, null, this.metrics));
  }

  /** In the order in which they were made. */
  views(): JobView[] {
    return this.jobs.map((job) => job.view());
  }

  private add<Every extends number | null>(job: Job<Every>): Job<Every> {
    this.jobs.push(job);
    return job;
  }
}
