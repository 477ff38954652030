import { Injectable } from '@nestjs/common';
import { liveImports, type LiveImport } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';

/** Between two words about an import that runs. */
const QUIET_MS = 300;

type Identity = Pick<LiveImport, 'nodeUuid' | 'pipeline'>;

/** How far one import is, told to those who watch: now and then while it runs, and how it ended. */
export class ImportProgress {
  rows = 0;
  bytes = 0;
  private toldAt = -Infinity;

  constructor(
    private readonly live: LivePublisher,
    private readonly identity: Identity,
  ) {}

  /** Call it as often as there is something new; `now` tells it however short ago the last word was. */
  running(when: 'now' | 'sometimes' = 'sometimes'): void {
    const now = performance.now();
    if (when === 'sometimes' && now - this.toldAt < QUIET_MS) return;
    this.toldAt = now;
    this.tell('Running');
  }

  done(): void {
    this.tell('Done');
  }

  /** @param error in words for people. */
  failed(error: string): void {
    this.tell('Failed', error);
  }

  private tell(status: LiveImport['status'], error: string | null = null): void {
    const { live, identity, rows, bytes } = this;
    live.about(liveImports, identity.nodeUuid, { ...identity, status, rows, bytes, error });
  }
}

/** Tells those who watch a node of imports into its pipelines. */
@Injectable()
export class LiveImports {
  constructor(private readonly live: LivePublisher) {}

  begin(identity: Identity): ImportProgress {
    return new ImportProgress(this.live, identity);
  }
}
