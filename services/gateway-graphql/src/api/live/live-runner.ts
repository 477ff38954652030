import { JobRegistry } from '@unitfleet/observability';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { SETTINGS, type Settings } from '../../settings';
import { LiveEvents } from './live-events';
import { LiveFeeds } from './live-feeds';
import { LiveWatches } from './live-watches';
import { LiveSessions } from './socket/live-sessions';
import { LiveSockets } from './socket/live-sockets';

/** Starts and ends subscriptions with the process, in the right order. */
@Injectable()
export class LiveRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private verifying: NodeJS.Timeout | null = null;

  constructor(
    private readonly feeds: LiveFeeds,
    private readonly events: LiveEvents,
    private readonly watches: LiveWatches,
    private readonly sessions: LiveSessions,
    private readonly sockets: LiveSockets,
    private readonly jobs: JobRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.feeds.start(
      (message) => this.events.take(message),
      () => this.events.missed(),
    );
    this.sockets.open();
    // Tokens also expire, and events may be missed.
    const job = this.jobs.every('look at the sessions of subscriptions', this.settings.LIVE_RECHECK_MS);
    this.verifying = setInterval(() => void job.run(() => this.sessions.verify()), job.everyMs);
    this.verifying.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sockets.close();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.verifying) clearInterval(this.verifying);
    this.watches.access.stop();
    await this.feeds.stop();
  }
}
