import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import { parseStoredConfig, type PipelineConfig } from '@unitfleet/pipeline';
import type { EntityManager } from 'typeorm';
import { dropSeries, NodeStore, pipeRefused, type NodeIdentity, type PipelineRow } from './node.store';
import { PipelineChanges } from './pipeline-changes';

/** A series that is being filled and that nobody reads yet. */
export interface SeriesImport {
  readonly identity: NodeIdentity;
  readonly series: number;
  readonly config: PipelineConfig;
  /** The pipe for which the rows are checked. */
  readonly basis: PipelineRow;
  /** Of the order to drop the series, which is there from the beginning: a process that dies leaves nothing behind. */
  readonly dropPosition: string;
}

/** How long an import may go without a sign of life before its rows are dropped. */
const PATIENCE = '1 hour';

/** @throws DomainError `DataPipe` unless the pipe is one that stores rows. */
export const requireRows = (row: PipelineRow | null): PipelineConfig => {
  if (!row?.isActive) throw pipeRefused('the data pipe of the node is not active');
  if (row.config === null) throw pipeRefused('the data pipe of the node has no configuration');
  const stored = parseStoredConfig(row.config);
  if (!stored.ok) throw pipeRefused('the stored configuration cannot be read');
  if (stored.config.processing_policy.policy_type === 'LastValue')
    throw pipeRefused('policy LastValue stores no rows to export or import');
  return stored.config;
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
  async begin(identity: NodeIdentity): Promise<SeriesImport> {
    return this.transactions.run(async (transaction) => {
      const { manager } = transaction;
      const basis = await this.nodes.lock(transaction, identity);
      const config = requireRows(basis);
      const series = basis.lastSeries + 1;
      await manager.query('update nodes set last_series = $2 where uuid = $1', [identity.uuid, series]);
      const [drop] = await manager.query(
        `insert into series_drops (node_uuid, from_series, below_series, due_at)
         values ($1, $2, $3, now() + interval '${PATIENCE}') returning position`,
        [identity.uuid, series, series + 1],
      );
      return { identity, series, config, basis, dropPosition: drop.position };
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
    const { identity, series, basis, dropPosition } = filled;
    await this.transactions.run(async (transaction) => {
      const row = await this.nodes.lock(transaction, identity);
      const isSame = row.config === basis.config && row.series === basis.series && row.isActive;
      if (!isSame) throw pipeRefused('the data pipe was changed during the import; nothing was imported');
      if (!(await takeDrop(transaction.manager, dropPosition)))
        throw pipeRefused('the import took too long; nothing was imported');
      await this.changes.showSeries(transaction, row, series);
    });
  }

  /**
   * Has the rows dropped, now and once more when nothing that was under way can arrive any more. Does nothing to a series
   * that is shown: a commit of which nobody heard has happened all the same.
   */
  async abandon({ identity, series, dropPosition }: SeriesImport): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      if (await takeDrop(manager, dropPosition))
        await dropSeries(manager, identity.uuid, { from: series, below: series + 1 });
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
