import { telemetryTables } from './0001-telemetry-tables';
import { unitLogs } from './0002-unit-logs';
import { importedAggregates } from './0003-imported-aggregates';
import { widerMerges } from './0004-wider-merges';

/** One step of the telemetry store. A step that was cut off is run again, so its statements tolerate what is there. */
export interface ClickHouseMigration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** In order; forward only. */
export const CLICKHOUSE_MIGRATIONS: readonly ClickHouseMigration[] = [
  telemetryTables,
  unitLogs,
  importedAggregates,
  widerMerges,
];
