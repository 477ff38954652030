import { sequenceOf, toCursor, type StreamPosition } from '../feed/cursor';

/** Places in both streams from which changes of Units come. */
export interface FleetPosition {
  readonly LIVE: StreamPosition;
  readonly EVENTS: StreamPosition;
}

export const toFleetCursor = ({ LIVE, EVENTS }: FleetPosition): string =>
  `${toCursor(LIVE)}~${toCursor(EVENTS)}`;

/** The sequences of a cursor, or null for one of other streams and for what is none. */
export const fleetSequencesOf = (
  cursor: string,
  { LIVE, EVENTS }: FleetPosition,
): { readonly LIVE: number; readonly EVENTS: number } | null => {
  const [live = '', events = ''] = cursor.split('~');
  const found = { LIVE: sequenceOf(live, LIVE.identity), EVENTS: sequenceOf(events, EVENTS.identity) };
  return found.LIVE === null || found.EVENTS === null ? null : { LIVE: found.LIVE, EVENTS: found.EVENTS };
};
