import { Inject, Injectable, Optional } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  liveImports,
  liveNodeStates,
  liveRows,
  liveSubject,
  liveUnit,
  liveUnitLogs,
  PARTITIONS,
  type LiveImport,
} from '@unitfleet/contracts';
import { NATS_CONNECTION, type TailMessage } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { SETTINGS, type Settings } from '../../settings';
import type { ChangeReader } from './feed/change';
import { FLEET_READERS } from './fleet/fleet-readers';
import { HeardImports } from './feed/heard-imports';
import { LiveFeed } from './feed/live-feed';
import { readNodeStates } from './topics/node-states.topic';
import { readPipeImports } from './topics/pipe-imports.topic';
import { readPipeRows } from './topics/pipe-rows.topic';
import { REGISTRY_SYNC_READERS } from './topics/registry-syncs.topic';
import { readUnitLogs } from './topics/unit-logs.topic';
import { readUnitStates } from './topics/unit-states.topic';
import { UNIT_UPDATE_READERS } from './topics/unit-updates.topic';

const LIVE_LOOK_BACK = 20_000;
const EVENTS_LOOK_BACK = 2_000;
const IMPORTS = `${liveImports.type}.`;

const liveReaders = (): Map<string, ChangeReader> => {
  const readers = new Map<string, ChangeReader>();
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    readers.set(liveSubject(liveNodeStates, partition), readNodeStates);
    readers.set(liveSubject(liveUnit, partition), readUnitStates);
    readers.set(liveSubject(liveUnitLogs, partition), readUnitLogs);
    readers.set(liveSubject(liveRows, partition), readPipeRows);
    readers.set(liveSubject(liveImports, partition), readPipeImports);
  }
  return readers;
};

/** The streams that this process follows for all of its clients. */
@Injectable()
export class LiveFeeds {
  /** What this process has heard on the stream of notifications. */
  readonly imports = new HeardImports();
  private readonly feeds: Readonly<Record<'LIVE' | 'EVENTS', LiveFeed>> | null;
  private onEvent: (message: TailMessage) => void = () => undefined;

  constructor(
    // There is none while the schema is only described.
    @Optional() @Inject(NATS_CONNECTION) connection: NatsConnection | null,
    @Inject(SETTINGS) { LIVE_HISTORY_BYTES: historyBytes }: Settings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.feeds = connection && {
      LIVE: new LiveFeed(connection, log, {
        stream: 'LIVE',
        readers: liveReaders(),
        historyBytes,
        lookBack: LIVE_LOOK_BACK,
        onMessage: (message) => this.hearImport(message),
      }),
      EVENTS: new LiveFeed(connection, log, {
        stream: 'EVENTS',
        readers: new Map([...UNIT_UPDATE_READERS, ...REGISTRY_SYNC_READERS, ...FLEET_READERS]),
        historyBytes,
        lookBack: EVENTS_LOOK_BACK,
        onMessage: (message) => this.onEvent(message),
      }),
    };
  }

  of(stream: 'LIVE' | 'EVENTS'): LiveFeed {
    if (!this.feeds) throw new Error('there is no connection to follow streams by');
    return this.feeds[stream];
  }

  /** @param onEvent called for each event, also for some that were before. @param onGap when events were missed. */
  async start(onEvent: (message: TailMessage) => void, onGap: () => void): Promise<void> {
    if (!this.feeds) return;
    this.onEvent = onEvent;
    this.feeds.EVENTS.onGap(onGap);
    this.feeds.LIVE.onGap(() => this.imports.forget());
    await Promise.all(Object.values(this.feeds).map((feed) => feed.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.feeds ?? {}).map((feed) => feed.stop()));
  }

  private hearImport(message: TailMessage): void {
    if (!message.subject.startsWith(IMPORTS)) return;
    for (const { item } of this.of('LIVE').read(message)) this.imports.take(item as LiveImport);
  }
}
