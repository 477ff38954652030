import { Inject, Injectable } from '@nestjs/common';
import { liveUnitLogs } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';
import type { LogEntry } from '../../domain/logs/parse-log-payload';
import { SETTINGS, type DatapipeSettings } from '../../settings';

/** Entries in one message; a message of a device is smaller than one of the stream may be. */
const MESSAGE_ENTRIES = 500;

/** Tells those who watch a Unit's logs what was stored. */
@Injectable()
export class LiveLogs {
  constructor(
    private readonly live: LivePublisher,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  /** Call it when the entries are stored. */
  stored(unitUuid: string, entries: readonly LogEntry[], receivedMs: number): void {
    const expirationDatetime = new Date(receivedMs + this.settings.PU_UNIT_LOG_EXPIRATION * 1_000);
    for (let start = 0; start < entries.length; start += MESSAGE_ENTRIES)
      this.live.about(liveUnitLogs, unitUuid, {
        unitUuid,
        unitLogs: entries.slice(start, start + MESSAGE_ENTRIES).map(({ uuid, level, text, createdMs }) => ({
          uuid,
          level,
          unitUuid,
          text,
          createDatetime: new Date(createdMs),
          expirationDatetime,
        })),
      });
  }
}
