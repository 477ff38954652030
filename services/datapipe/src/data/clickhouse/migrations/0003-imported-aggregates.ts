import type { ClickHouseMigration } from '.';

/**
 * A file may have several rows of one window (`docs/protocol/datapipe.md 5.6`, C10), each at a position of its own. A pipe's own
 * rows have the first four: one for each function.
 */
export const importedAggregates: ClickHouseMigration = {
  number: 3,
  name: 'imported aggregates',
  statements: [
    `ALTER TABLE aggregation_entry
      ADD COLUMN IF NOT EXISTS position UInt32,
      MODIFY ORDER BY (unit_node_uuid, series, start_window_datetime, position)`,
  ],
};
