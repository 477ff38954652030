import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';

const COMMAND_DEADLINE_MS = 1_000;

/** The connection to the shared counts. Nobody waits for it, so the process is ready without it. */
@Injectable()
export class LimitsRedis implements OnApplicationShutdown {
  readonly client: Redis | null;

  constructor(url: string | undefined, log: Logger) {
    this.client = url
      ? new Redis(url, {
          commandTimeout: COMMAND_DEADLINE_MS,
          maxRetriesPerRequest: 0,
          enableOfflineQueue: false,
        })
      : null;
    this.client?.on('error', (error) => log.debug({ reason: error.message }, 'Redis is away'));
  }

  onApplicationShutdown(): void {
    this.client?.disconnect();
  }
}
