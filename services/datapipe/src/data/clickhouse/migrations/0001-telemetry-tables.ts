import type { ClickHouseMigration } from '.';

/**
 * `docs/protocol/datapipe.md 2.8`, and what makes a row the same row when it is written again: its series and its place
 * in the stream. Of rows with an equal key one is left; reads say FINAL.
 */
export const telemetryTables: ClickHouseMigration = {
  number: 1,
  name: 'telemetry tables',
  statements: [
    `CREATE TABLE IF NOT EXISTS n_last_entry (
      unit_node_uuid UUID,
      series UInt32,
      state String,
      state_type Enum8('Number' = 1, 'Text' = 2),
      create_datetime DateTime64(3, 'UTC'),
      partition UInt8,
      sequence UInt64,
      position UInt32,
      max_count UInt32,
      size UInt32
    ) ENGINE = ReplacingMergeTree
    ORDER BY (unit_node_uuid, series, create_datetime, partition, sequence, position)
    SETTINGS index_granularity = 1024`,
    `CREATE TABLE IF NOT EXISTS window_entry (
      unit_node_uuid UUID,
      series UInt32,
      state String,
      state_type Enum8('Number' = 1, 'Text' = 2),
      create_datetime DateTime64(3, 'UTC'),
      partition UInt8,
      sequence UInt64,
      position UInt32,
      expiration_datetime DateTime64(3, 'UTC'),
      size UInt32
    ) ENGINE = ReplacingMergeTree
    ORDER BY (unit_node_uuid, series, create_datetime, partition, sequence, position)
    TTL toDateTime(expiration_datetime) + INTERVAL 1 SECOND
    SETTINGS index_granularity = 1024, merge_with_ttl_timeout = 600`,
    `CREATE TABLE IF NOT EXISTS aggregation_entry (
      unit_node_uuid UUID,
      series UInt32,
      state Float64,
      aggregation_type Enum8('Avg' = 1, 'Min' = 2, 'Max' = 3, 'Sum' = 4),
      time_window_size UInt32,
      create_datetime DateTime64(3, 'UTC'),
      start_window_datetime DateTime64(3, 'UTC'),
      end_window_datetime DateTime64(3, 'UTC')
    ) ENGINE = ReplacingMergeTree
    ORDER BY (unit_node_uuid, series, start_window_datetime)
    SETTINGS index_granularity = 1024`,
  ],
};
