import { Injectable } from '@nestjs/common';
import { isPlatformTopic, pipelineFailed, pipelineRecovered } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { parseStoredConfig, startsNewSeries, toStoredConfig, type PipelineConfig } from '@unitfleet/pipeline';
import { announcePipeline } from './announce-pipeline';
import { dropSeries, NodeStore, pipeRefused, type NodeIdentity, type PipelineRow } from './node.store';

type Change = Partial<Pick<PipelineRow, 'config' | 'isActive' | 'series'>>;

/** A series that was never used. */
const fresh = ({ lastSeries }: PipelineRow): number => lastSeries + 1;

const readConfig = (stored: string | null): PipelineConfig | null => {
  const parsed = stored === null ? null : parseStoredConfig(stored);
  return parsed?.ok ? parsed.config : null;
};

/**
 * Changes of pipes. Each is one transaction: the pipe as everybody reads it, the frame that changes what runs, and the
 * event. A new series is what readers see from the commit on; it starts empty.
 */
@Injectable()
export class PipelineChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly nodes: NodeStore,
  ) {}

  /** @throws DomainError `DataPipe` when the pipe is switched off. */
  async configure(identity: NodeIdentity, config: PipelineConfig): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      if (!row.isActive) throw pipeRefused('the data pipe of the node is not active');
      const series = startsNewSeries(readConfig(row.config), config) ? fresh(row) : row.series;
      await this.change(transaction, row, { config: toStoredConfig(config), series });
    });
  }

  /** @throws DomainError `DataPipe` when a topic that the platform does not read is to be switched on. */
  async setActive(identity: NodeIdentity, isActive: boolean): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      if (isActive && !isPlatformTopic(row.topicName))
        throw pipeRefused('only a topic that ends with /pepeunit can have an active data pipe');
      if (row.isActive !== isActive) await this.change(transaction, row, { isActive });
    });
  }

  /** Leaves everything stored so far behind. */
  async startSeries(identity: NodeIdentity): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      await this.change(transaction, row, { series: fresh(row) });
    });
  }

  /** Shows a series that was allotted and filled before, in place of what is shown now; `row` is locked. */
  async showSeries(transaction: Transaction, row: PipelineRow, series: number): Promise<void> {
    await this.change(transaction, row, { series });
  }

  /** Remembers whether the pipe runs, as the process that runs it says. */
  async reportHealth(nodeUuid: string, configVersion: number, error: string | null): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const [rows]: [{ version: number }[]] = await transaction.manager.query(
        `update nodes set error = $3, version = version + 1
         where uuid = $1 and config_version = $2 and not is_deleted and error is distinct from $3
         returning version`,
        [nodeUuid, configVersion, error],
      );
      const [changed] = rows;
      if (!changed) return;
      const aggregate = { uuid: nodeUuid, version: changed.version };
      if (error === null) transaction.emit(pipelineRecovered, aggregate, { nodeUuid });
      else transaction.emit(pipelineFailed, aggregate, { nodeUuid, error });
    });
  }

  private async change(transaction: Transaction, row: PipelineRow, change: Change): Promise<void> {
    const series = change.series ?? row.series;
    const changed = {
      uuid: row.uuid,
      config: change.config ?? row.config,
      isActive: change.isActive ?? row.isActive,
      configVersion: row.configVersion + 1,
      series,
      lastSeries: Math.max(series, row.lastSeries),
      version: row.version + 1,
    };
    await transaction.manager.query(
      `update nodes set config = $2, is_active = $3, config_version = $4, series = $5, version = $6,
         last_series = $7 where uuid = $1`,
      [
        changed.uuid,
        changed.config,
        changed.isActive,
        changed.configVersion,
        changed.series,
        changed.version,
        changed.lastSeries,
      ],
    );
    if (series !== row.series && row.series > 0)
      await dropSeries(transaction.manager, row.uuid, { below: series });
    await announcePipeline(transaction, changed);
  }
}
