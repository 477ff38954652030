import type { ClickHouseMigration } from '.';

/** `docs/protocol/datapipe.md 4`; `received_datetime` tells what a device sent before it was asked to send all again. */
export const unitLogs: ClickHouseMigration = {
  number: 2,
  name: 'unit logs',
  statements: [
    `CREATE TABLE IF NOT EXISTS unit_logs (
      uuid UUID,
      level Enum8('Debug' = 1, 'Info' = 2, 'Warning' = 3, 'Error' = 4, 'Critical' = 5),
      unit_uuid UUID,
      text String,
      create_datetime DateTime64(3, 'UTC'),
      expiration_datetime DateTime64(3, 'UTC'),
      received_datetime DateTime64(3, 'UTC')
    ) ENGINE = ReplacingMergeTree
    ORDER BY (unit_uuid, create_datetime, uuid)
    TTL toDateTime(expiration_datetime) + INTERVAL 1 SECOND
    SETTINGS merge_with_ttl_timeout = 600`,
  ],
};
