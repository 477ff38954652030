import { Global, Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { PersistenceModule } from '@unitfleet/persistence';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import type { DataSource } from 'typeorm';
import { DryRunController } from './api/dry-run.controller';
import { NodeValuesController } from './api/node-values.controller';
import { PartitionsController } from './api/partitions.controller';
import { PipeDataCsvController } from './api/pipe-data-csv.controller';
import { PipeDataController } from './api/pipe-data.controller';
import { PipelinesController } from './api/pipelines.controller';
import { UnitLogsController } from './api/unit-logs.controller';
import { UnitsController } from './api/units.controller';
import { ClickHouse } from './data/clickhouse/clickhouse';
import { LiveImports } from './data/live/live-imports';
import { LiveLogs } from './data/live/live-logs';
import { LiveRows } from './data/live/live-rows';
import { LiveValues } from './data/live/live-values';
import { RowInterest } from './data/live/row-interest';
import { CsvExport } from './data/csv/csv-export';
import { CsvImport } from './data/csv/csv-import';
import { DryRuns } from './data/dry-run/dry-runs';
import { RecordedTelemetry } from './data/dry-run/recorded-telemetry';
import { UnitLogStore } from './data/logs/unit-log.store';
import { Pipelines1700000010000 } from './data/migrations/1700000010000-pipelines.migration';
import { Imports1700000020000 } from './data/migrations/1700000020000-imports.migration';
import { AdditionalSeries1700000030000 } from './data/migrations/1700000030000-additional-series.migration';
import { FailedNodes1700000040000 } from './data/migrations/1700000040000-failed-nodes.migration';
import { CheckpointStore } from './data/partitions/checkpoint.store';
import { PartitionStore } from './data/partitions/partition.store';
import { TrimMarkStore } from './data/partitions/trim-mark.store';
import { NodeStore } from './data/pipelines/node.store';
import { NodeValueStore } from './data/pipelines/node-value.store';
import { PipelineChanges } from './data/pipelines/pipeline-changes';
import { PipelineCountsStore } from './data/pipelines/pipeline-counts.store';
import { SeriesImports } from './data/pipelines/series-imports';
import { PipeDataPointsReader } from './data/reading/pipe-data-points.reader';
import { PipeDataReader } from './data/reading/pipe-data.reader';
import { SeriesCleaner } from './data/reading/series-cleaner';
import { SurplusCleaner } from './data/reading/surplus-cleaner';
import { RefusedRows } from './data/telemetry/refused-rows';
import { RowInserter } from './data/telemetry/row-inserter';
import { SinkMetrics } from './data/telemetry/sink-metrics';
import { TelemetrySink } from './data/telemetry/telemetry-sink';
import { Checkpointer } from './jobs/checkpointer';
import { HealthReports } from './jobs/health-reports';
import { PartitionFleet } from './jobs/partition-fleet';
import { PartitionMetrics } from './jobs/partition-metrics';
import { PartitionOpener } from './jobs/partition-opener';
import { RowCleanup } from './jobs/row-cleanup';
import { StreamTrim } from './jobs/stream-trim';
import { SETTINGS, type DatapipeSettings } from './settings';

const stores = [
  CheckpointStore,
  CsvExport,
  CsvImport,
  DryRuns,
  LiveImports,
  LiveLogs,
  LiveRows,
  LiveValues,
  NodeStore,
  NodeValueStore,
  PartitionStore,
  PipeDataPointsReader,
  PipeDataReader,
  PipelineChanges,
  PipelineCountsStore,
  RecordedTelemetry,
  RefusedRows,
  RowInserter,
  RowInterest,
  SeriesCleaner,
  SeriesImports,
  SinkMetrics,
  SurplusCleaner,
  TelemetrySink,
  TrimMarkStore,
  UnitLogStore,
];

const jobs = [
  Checkpointer,
  HealthReports,
  PartitionFleet,
  PartitionMetrics,
  PartitionOpener,
  RowCleanup,
  StreamTrim,
];

/** Runs pipelines over telemetry and keeps what they store. */
@Global()
@Module({})
export class DatapipeModule {
  static with(settings: DatapipeSettings): DynamicModule {
    return {
      module: DatapipeModule,
      imports: [
        PersistenceModule.forSchema(
          {
            schema: 'datapipe',
            entities: [],
            migrations: [
              Pipelines1700000010000,
              Imports1700000020000,
              AdditionalSeries1700000030000,
              FailedNodes1700000040000,
            ],
          },
          { url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE },
        ),
      ],
      controllers: [
        DryRunController,
        NodeValuesController,
        PartitionsController,
        PipeDataController,
        PipeDataCsvController,
        PipelinesController,
        UnitLogsController,
        UnitsController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        {
          provide: ClickHouse,
          inject: [LOGGER, Readiness, getDataSourceToken()],
          useFactory: async (log: Logger, readiness: Readiness, source: DataSource) => {
            const clickhouse = new ClickHouse(settings, log, readiness);
            await clickhouse.migrate(source);
            return clickhouse;
          },
        },
        ...stores,
        ...jobs,
      ],
    };
  }
}
