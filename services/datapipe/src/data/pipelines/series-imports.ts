import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import type { PipelineConfig } from '@unitfleet/pipeline';
import type { EntityManager } from 'typeorm';
import { shownSeries } from '../../domain/pipelines/allot-series';
import type { ChosenPipeline } from '../../domain/pipelines/chosen-pipeline';
import {
  dropSeries,
  NodeStore,
  oneSeries,
  pipeRefused,
  requireChosen,
  type NodeIdentity,
  type PipelineRow,
} from './node.store';
import { PipelineChanges } from './pipeline-changes';

/** A series that is being filled and that nobody reads yet. */
export interface SeriesImport {
  readonly identity: NodeIdentity;
  /** Name of the pipeline; without one, the first. */
  readonly pipeline: string | null;
  readonly series: number;
  readonly config: PipelineConfig;
  /** The document for which the rows are checked, and the series that they replace. */
  readonly document: string | null;
  readonly replaced: number;
  /** Of the order to drop the series, which is there from the beginning: a process that dies leaves nothing behind. */
  readonly dropPosition: string;
}

/** How long an import may go without a sign of life before its rows are dropped. */
const PATIENCE = '1 hour';

/** @throws DomainError `DataPipe` unless the pipe is active and its pipeline of this name is one that stores rows. */
export const requireRows = (row: PipelineRow | null, pipeline: string | null | undefined): ChosenPipeline => {
  if (!row?.isActive) throw pipeRefused('the data pipe of the node is not active');
  const chosen = requireChosen(row, pipeline);
  if (chosen.config.processing_policy.policy_type === 'LastValue')
    throw pipeRefused('policy LastValue stores no rows to export or import');
  return chosen;
};

/**
 * Replaces the data of a pipe in one step: a series is filled out of sight and shown when it is complete
 * (`docs/protocol/decisions.md`, DataPipe 22, 23).
 */
@Injectable()
export class SeriesImports {
  constructor(
    private readonly transactions: Transactions,
    private readonly nodes: NodeStore,
    private readonly changes: PipelineChanges,
  ) {}

  /** @throws DomainError `DataPipe` for a pipe that cannot be imported to. */
  async begin(identity: NodeIdentity, pipeline: string | null): Promise<SeriesImport> {
    return this.transactions.run(async (transaction) => {
      const { manager } = transaction;
      const row = await this.nodes.lock(transaction, identity);
      const { config, series: replaced } = requireRows(row, pipeline);
      const series = row.lastSeries + 1;
      await manager.query('update nodes set last_series = $2 where uuid = $1', [identity.uuid, series]);
      const [drop] = await manager.query(
        `insert into series_drops (node_uuid, from_series, below_series, due_at)
         values ($1, $2, $3, now() + interval '${PATIENCE}') returning position`,
        [identity.uuid, series, series + 1],
      );
      const filling = { identity, pipeline, series, config, document: row.config, replaced };
      return { ...filling, dropPosition: drop.position };
    });
  }

  async renew({ dropPosition }: SeriesImport): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query(`update series_drops set due_at = now() + interval '${PATIENCE}' where position = $1`, [
        dropPosition,
      ]),
    );
  }

  /**
   * Shows the series, and drops what was shown before.
   *
   * @throws DomainError `DataPipe` when the pipe is not the one any more for which the rows were checked.
   */
  async commit(filled: SeriesImport): Promise<void> {
    const { identity, series, document, replaced, dropPosition } = filled;
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      const isSame = row.config === document && shownSeries(row).includes(replaced) && row.isActive;
      if (!isSame) throw pipeRefused('the data pipe was changed during the import; nothing was imported');
      if (!(await takeDrop(transaction.manager, dropPosition)))
        throw pipeRefused('the import took too long; nothing was imported');
      await this.changes.showSeries(transaction, row, replaced, series);
    });
  }

  /**
   * Has the rows dropped, now and once more when nothing that was under way can arrive any more. Does nothing to a series
   * that is shown: a commit of which nobody heard has happened all the same.
   */
  async abandon({ identity, series, dropPosition }: SeriesImport): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      if (await takeDrop(manager, dropPosition)) await dropSeries(manager, identity.uuid, oneSeries(series));
    });
  }
}

/** Whether the order to drop was still there. */
const takeDrop = async (manager: EntityManager, dropPosition: string): Promise<boolean> => {
  const [, removed]: [unknown, number] = await manager.query('delete from series_drops where position = $1', [
    dropPosition,
  ]);
  return removed === 1;
};
