import type { ClickHouseMigration } from '.';

/**
 * Many small inserts come here, and at the default of 5 each row is merged so often that merges cost as much as the
 * inserts themselves. Reads look into a few parts more for it.
 */
export const widerMerges: ClickHouseMigration = {
  number: 4,
  name: 'wider merges',
  statements: ['n_last_entry', 'window_entry', 'aggregation_entry'].map(
    (table) => `ALTER TABLE ${table} MODIFY SETTING merge_selector_base = 10`,
  ),
};
