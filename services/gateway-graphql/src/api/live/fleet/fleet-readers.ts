import {
  eventSubject,
  liveSubject,
  liveUnit,
  PARTITIONS,
  unitCreated,
  unitDeleted,
  unitPermissionCreated,
  unitPermissionDeleted,
  unitUpdated,
  unitUpdateFinished,
  unitUpdateRequested,
} from '@unitfleet/contracts';
import { unwrap } from '@unitfleet/messaging';
import { z } from 'zod';
import type { ChangeReader } from '../feed/change';

const WEIGHT_BYTES = 100;

/** Names what an event is about and no more: how that is now is asked of its owner. */
const about =
  (key: 'uuid' | 'resourceUuid'): ChangeReader =>
  (bytes) => {
    const uuid = unwrap(bytes, z.record(z.string(), z.unknown())).data[key] as string;
    return [{ uuid, item: null, weight: WEIGHT_BYTES }];
  };

const UNIT_EVENTS = [unitCreated, unitUpdated, unitDeleted].map(eventSubject);
/** Of Units and nodes; a node is no Unit of anybody. */
const PERMISSION_EVENTS = [unitPermissionCreated, unitPermissionDeleted].map(eventSubject);

/** Readers for events that no other subscription reads. */
export const FLEET_READERS: readonly (readonly [subject: string, reader: ChangeReader])[] = [
  ...UNIT_EVENTS.map((subject) => [subject, about('uuid')] as const),
  ...PERMISSION_EVENTS.map((subject) => [subject, about('resourceUuid')] as const),
];

/** Where changes of Units come from, for those who follow all of them. */
export const FLEET_SUBJECTS = {
  LIVE: new Set(Array.from({ length: PARTITIONS }, (_, partition) => liveSubject(liveUnit, partition))),
  EVENTS: new Set([
    ...UNIT_EVENTS,
    ...PERMISSION_EVENTS,
    ...[unitUpdateRequested, unitUpdateFinished].map(eventSubject),
  ]),
} as const;
