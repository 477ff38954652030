import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';

interface Health {
  readonly configVersion: number;
  readonly error: string | null;
}

const RETRY_MS = 1_000;

/**
 * Notes which pipes run and which do not (`docs/protocol/decisions.md`, DataPipe 33): one after the other, the newest of
 * each node, and again until it is noted.
 */
@Injectable()
export class HealthReports implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, Health>();
  private readonly closing = new AbortController();
  private work: Promise<void> | null = null;

  constructor(
    private readonly changes: PipelineChanges,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @param error null when the pipe runs. */
  report(nodeUuid: string, configVersion: number, error: string | null): void {
    this.waiting.delete(nodeUuid);
    this.waiting.set(nodeUuid, { configVersion, error });
    this.work ??= this.noteAll();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.work;
  }

  private async noteAll(): Promise<void> {
    const { signal } = this.closing;
    for (;;) {
      const [next] = this.waiting;
      if (!next || signal.aborted) {
        // At once: a report that comes before anybody hears of the end would wait for the next one.
        this.work = null;
        return;
      }
      const [nodeUuid, health] = next;
      this.waiting.delete(nodeUuid);
      try {
        await this.changes.reportHealth(nodeUuid, health.configVersion, health.error);
      } catch (error) {
        this.log.warn({ err: error, nodeUuid }, 'the health of a pipeline could not be noted yet');
        if (!this.waiting.has(nodeUuid)) this.waiting.set(nodeUuid, health);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
