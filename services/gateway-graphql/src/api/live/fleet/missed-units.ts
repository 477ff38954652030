import { setImmediate as turn } from 'node:timers/promises';
import type { LiveFeed } from '../feed/live-feed';
import type { FleetPosition } from './fleet-cursor';
import { FLEET_SUBJECTS } from './fleet-readers';

const SCANNED_PER_TURN = 256;

/** Units that changed while a client was away. */
export interface MissedUnits {
  readonly byEvents: ReadonlySet<string>;
  readonly byDevices: ReadonlySet<string>;
}

const read = async (
  feed: LiveFeed,
  subjects: ReadonlySet<string>,
  from: number,
  until: number,
): Promise<ReadonlySet<string> | null> => {
  const uuids = new Set<string>();
  let position = from;
  for (let scanned = 1; position < until; scanned += 1) {
    if (scanned % SCANNED_PER_TURN === 0) await turn();
    if (!feed.remembers(position)) return null;
    const message = feed.after(position);
    if (!message || message.sequence > until) break;
    position = message.sequence;
    if (subjects.has(message.subject)) for (const { uuid } of feed.read(message)) uuids.add(uuid);
  }
  return uuids;
};

/** Null when that is forgotten. */
export const missedUnits = async (
  { LIVE, EVENTS }: Readonly<Record<'LIVE' | 'EVENTS', LiveFeed>>,
  from: { readonly LIVE: number; readonly EVENTS: number },
  until: FleetPosition,
): Promise<MissedUnits | null> => {
  if (!LIVE.remembers(from.LIVE) || !EVENTS.remembers(from.EVENTS)) return null;
  const byEvents = await read(EVENTS, FLEET_SUBJECTS.EVENTS, from.EVENTS, until.EVENTS.sequence);
  const byDevices = await read(LIVE, FLEET_SUBJECTS.LIVE, from.LIVE, until.LIVE.sequence);
  return byEvents && byDevices && { byEvents, byDevices };
};
