import { databaseSettings, flag, processSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

/** Settings of datapipe (`docs/protocol/grafana-monitoring-deploy.md 8.3` where a name is the protocol's). */
export const datapipeSettings = processSettings.extend(databaseSettings.shape).extend({
  CLICKHOUSE_URL: z.string().default('http://127.0.0.1:8123'),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^\w+$/, 'must consist of letters, digits and underscores')
    .default('datapipe'),
  PU_FF_DATAPIPE_ENABLE: flag(true),
  /** New nodes of a platform topic start with a LastValue pipeline. */
  PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE: flag(true),
  /** Largest payload, in KiB. */
  PU_MQTT_MAX_PAYLOAD_SIZE: wholeNumber(256, { min: 1 }),
  /** Accepted for the sake of existing instances (`docs/protocol/decisions.md`, DataPipe 36). */
  PU_MIN_TOPIC_UPDATE_TIME: z.string().optional(),
  /** How long a log stays, in seconds. */
  PU_UNIT_LOG_EXPIRATION: wholeNumber(86_400, { min: 1 }),
  /** How long a partition stays with an instance that does not report. */
  DATAPIPE_LEASE_MS: wholeNumber(6_000, { min: 500 }),
  DATAPIPE_CHECKPOINT_MS: wholeNumber(2_000, { min: 50 }),
  /** Shortest time between two inserts into one table. */
  DATAPIPE_INSERT_INTERVAL_MS: wholeNumber(100),
  /** How far back telemetry stays in its stream behind the checkpoint. */
  DATAPIPE_REPLAY_WINDOW_MINUTES: wholeNumber(24 * 60),
  /** Time between two passes of clean-up: trimmed stream, rows beyond N, dropped series. */
  DATAPIPE_CLEANUP_MS: wholeNumber(60_000, { min: 50 }),
});

export type DatapipeSettings = z.infer<typeof datapipeSettings>;

/** Injection token of the settings. */
export const SETTINGS = Symbol('DatapipeSettings');
