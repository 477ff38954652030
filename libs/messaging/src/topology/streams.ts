import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;

export type StreamName = 'EVENTS' | 'TELEMETRY' | 'DEVICE' | 'LIVE' | 'DEAD';

/** Bounds that an operator may set. */
export interface StreamLimits {
  readonly replicas: number;
  readonly telemetryMaxBytes: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = { replicas: 1, telemetryMaxBytes: 8 * GIBIBYTE };

type Declaration = Pick<StreamConfig, 'name' | 'subjects' | 'max_age' | 'duplicate_window' | 'max_bytes'> & {
  name: StreamName;
};

/**
 * The streams of the fleet. The duplicate window covers the longest outage of a relay whose repetitions are still to
 * be recognised; after that, inboxes recognise them.
 */
const declarations = (limits: StreamLimits): Declaration[] => [
  {
    name: 'EVENTS',
    subjects: ['ev.>'],
    max_age: nanos(30 * DAY_MS),
    duplicate_window: nanos(HOUR_MS),
    max_bytes: -1,
  },
  {
    // Trimmed by datapipe below its oldest checkpoint; age and bytes bound what a stopped datapipe leaves.
    name: 'TELEMETRY',
    subjects: ['telemetry.*'],
    max_age: nanos(7 * DAY_MS),
    duplicate_window: nanos(2 * 60_000),
    max_bytes: limits.telemetryMaxBytes,
  },
  {
    name: 'DEVICE',
    subjects: ['device.state.*', 'device.log.*', 'device.session.*'],
    max_age: nanos(DAY_MS),
    duplicate_window: nanos(2 * 60_000),
    max_bytes: -1,
  },
  {
    // Notifications: as far back as somebody who was away for a moment reads; the truth is asked from its owner.
    name: 'LIVE',
    subjects: ['live.*.*'],
    max_age: nanos(10 * MINUTE_MS),
    duplicate_window: nanos(2 * MINUTE_MS),
    max_bytes: 64 * MEBIBYTE,
  },
  {
    name: 'DEAD',
    subjects: ['dead.>'],
    max_age: nanos(30 * DAY_MS),
    duplicate_window: nanos(HOUR_MS),
    max_bytes: -1,
  },
];

/**
 * Complete configurations. A full TELEMETRY store refuses new messages rather than dropping old ones: what is
 * refused stays with the broker, unacknowledged.
 */
export const streamConfigurations = (limits: StreamLimits = DEFAULT_STREAM_LIMITS) =>
  declarations(limits).map((declaration) => ({
    ...declaration,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    num_replicas: limits.replicas,
    discard: declaration.name === 'TELEMETRY' ? DiscardPolicy.New : DiscardPolicy.Old,
    allow_direct: true,
  }));
