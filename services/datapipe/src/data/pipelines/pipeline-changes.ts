import { Injectable } from '@nestjs/common';
import { isPlatformTopic, pipelineFailed, pipelineRecovered } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { parseStoredConfig, toStoredConfig, type PipelineDocument } from '@unitfleet/pipeline';
import { allotSeries, freshSeries, shownSeries, type NodeSeries } from '../../domain/pipelines/allot-series';
import { announcePipeline } from './announce-pipeline';
import {
  dropSeries,
  NodeStore,
  oneSeries,
  pipeRefused,
  type NodeIdentity,
  type PipelineRow,
} from './node.store';

type Change = Partial<Pick<PipelineRow, 'config' | 'isActive'> & NodeSeries>;

const readConfig = (stored: string | null): PipelineDocument | null => {
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
  async configure(identity: NodeIdentity, document: PipelineDocument): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      if (!row.isActive) throw pipeRefused('the data pipe of the node is not active');
      const series = allotSeries(row, readConfig(row.config), document);
      await this.change(transaction, row, { config: toStoredConfig(document), ...series });
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

  /** Leaves everything behind that any pipeline of the node has stored so far. */
  async startSeries(identity: NodeIdentity): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      await this.change(transaction, row, freshSeries(row));
    });
  }

  /** Shows a series that was allotted and filled before, in place of one that is shown now; `row` is locked. */
  async showSeries(transaction: Transaction, row: PipelineRow, shown: number, filled: number): Promise<void> {
    const swap = (series: number): number => (series === shown ? filled : series);
    const additionalSeries = row.additionalSeries.map(swap);
    await this.change(transaction, row, { series: swap(row.series), additionalSeries });
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
    const changed = { ...row, ...change, configVersion: row.configVersion + 1, version: row.version + 1 };
    await transaction.manager.query(
      `update nodes set config = $2, is_active = $3, config_version = $4, series = $5, additional_series = $6,
         last_series = $7, version = $8 where uuid = $1`,
      [
        changed.uuid,
        changed.config,
        changed.isActive,
        changed.configVersion,
        changed.series,
        changed.additionalSeries,
        changed.lastSeries,
        changed.version,
      ],
    );
    const kept = shownSeries(changed);
    for (const series of shownSeries(row))
      if (series > 0 && !kept.includes(series))
        await dropSeries(transaction.manager, row.uuid, oneSeries(series));
    await announcePipeline(transaction, changed);
  }
}
