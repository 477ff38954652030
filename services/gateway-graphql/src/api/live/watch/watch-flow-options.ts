import type { Actor } from '@unitfleet/contracts';
import type { LiveFeed } from '../feed/live-feed';
import type { Topic } from '../topics/topic';
import type { AccessWatch } from './access-watch';
import type { SnapshotReason } from './watch';

/** What a client gets: changes, or all that there is to see. */
export interface LivePayload<Item> {
  /** Where to go on after a lost connection. */
  readonly cursor: string;
  readonly isSnapshot: boolean;
  /** Set for a snapshot. */
  readonly snapshotReason: SnapshotReason | null;
  readonly items: readonly Item[];
}

export interface WatchFlowOptions<Item> {
  readonly feed: LiveFeed;
  readonly access: AccessWatch;
  readonly topic: Topic<Item>;
  readonly uuids: readonly string[];
  /** Cursor of the last payload that the client got. */
  readonly after: string | null;
  readonly maxBytes: number;
  readonly actor: () => Actor;
  readonly onOpen: () => void;
  readonly onSnapshot: (reason: SnapshotReason) => void;
  /** Logs what nobody expected; answers what the client hears of it. */
  readonly onUnexpected: (error: unknown) => Error;
  /** Called once, after `onOpen`. */
  readonly onEnd: () => void;
}
