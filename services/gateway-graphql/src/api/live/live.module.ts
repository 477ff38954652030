import { Module } from '@nestjs/common';
import { LiveEvents } from './live-events';
import { LiveFeeds } from './live-feeds';
import { LiveMetrics } from './live-metrics';
import { LiveRunner } from './live-runner';
import { LiveWatches } from './live-watches';
import { LiveResolver } from './live.resolver';
import { RowInterest } from './row-interest';
import { LiveProtocol } from './socket/live-protocol';
import { LiveSessions } from './socket/live-sessions';
import { LiveSockets } from './socket/live-sockets';
import { SubscribeRules } from './socket/subscribe-rules';

/** Subscriptions over WebSocket. */
@Module({
  providers: [
    LiveEvents,
    LiveFeeds,
    LiveMetrics,
    LiveProtocol,
    LiveResolver,
    LiveRunner,
    LiveSessions,
    LiveSockets,
    LiveWatches,
    RowInterest,
    SubscribeRules,
  ],
})
export class LiveModule {}
