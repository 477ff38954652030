import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { toNodeKey, toUuid } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import type { NodeCut } from '../../domain/telemetry/node-cut';
import type { StoredNode } from '../../domain/telemetry/node-slot';
import type { EngineSnapshot } from '../../domain/telemetry/partition-engine';
import { dropSeriesOf, EVERY_SERIES, oneSeries } from '../pipelines/node.store';
import type { Lease } from './partition.store';

/** One partition's part of a checkpoint. */
export interface Checkpoint {
  readonly lease: Lease;
  readonly streamCreated: string;
  readonly snapshot: EngineSnapshot;
}

interface NodeRow {
  uuid: string;
  config_version: number;
  series: number;
  additional_series: number[];
  is_active: boolean;
  config: string;
  state: string | null;
}

const toStoredNode = (row: NodeRow): StoredNode => ({
  node: toNodeKey(row.uuid),
  configVersion: row.config_version,
  series: row.series,
  additionalSeries: row.additional_series,
  isActive: row.is_active,
  config: row.config,
  state: row.state,
});

/** Nodes in a statement: so many are put into their stored form at once, while the stream waits. */
const CHUNK = 1_000;
/** Nodes in a transaction. */
const TRANSACTION_NODES = 50_000;

/** Checkpoints that are written together: few transactions, and none that goes on for long. */
const groupsOf = (checkpoints: readonly Checkpoint[]): Checkpoint[][] => {
  const groups: Checkpoint[][] = [];
  let nodes = Infinity;
  for (const checkpoint of checkpoints) {
    const { size } = checkpoint.snapshot.changes.changed;
    nodes += size;
    if (nodes <= TRANSACTION_NODES) groups.at(-1)!.push(checkpoint);
    else {
      groups.push([checkpoint]);
      nodes = size;
    }
  }
  return groups;
};

/** Where partitions stand and what their nodes remember. */
@Injectable()
export class CheckpointStore {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The nodes of a partition as its checkpoint has them, each with the configuration installed there. */
  async loadNodes(partition: number): Promise<StoredNode[]> {
    const rows: NodeRow[] = await this.source.query(
      `select s.node_uuid as uuid, v.config_version, v.series, v.additional_series, v.is_active, v.config, s.state
       from node_states s
       join pipeline_versions v on v.node_uuid = s.node_uuid and v.config_version = s.config_version
       join nodes n on n.uuid = s.node_uuid and not n.is_deleted
       where s.partition = $1`,
      [partition],
    );
    return rows.map(toStoredNode);
  }

  /** The nodes of a partition with their newest configuration: for a stream that does not hold its history. */
  async loadNewestConfigurations(partition: number): Promise<StoredNode[]> {
    const rows: NodeRow[] = await this.source.query(
      `select n.uuid, n.config_version, n.series, n.additional_series, n.is_active, n.config,
         case when v.series = n.series then s.state end as state
       from nodes n
       left join node_states s on s.node_uuid = n.uuid
       left join pipeline_versions v on v.node_uuid = s.node_uuid and v.config_version = s.config_version
       where n.partition = $1 and not n.is_deleted and n.config is not null`,
      [partition],
    );
    return rows.map(toStoredNode);
  }

  /**
   * Writes checkpoints, each as a whole; everything that precedes them must be stored already. Answers the partitions
   * written: what is missing belongs to another owner by now, and nothing of it was written.
   *
   * @throws also when a partition changes its owner meanwhile; then some may be written, and all can be written again.
   */
  async write(instance: string, checkpoints: readonly Checkpoint[]): Promise<Set<number>> {
    const owned = await this.owned(instance, checkpoints);
    const kept = checkpoints.filter(({ lease }) => owned.has(lease.partition));
    for (const group of groupsOf(kept)) await this.writeTogether(instance, group);
    return owned;
  }

  private async owned(instance: string, checkpoints: readonly Checkpoint[]): Promise<Set<number>> {
    const rows: { partition: number }[] = await this.source.query(
      `select p.partition from partitions p
       join unnest($2::int[], $3::bigint[]) as c (partition, epoch) on p.partition = c.partition and p.epoch = c.epoch
       where p.owner = $1`,
      [
        instance,
        checkpoints.map(({ lease }) => lease.partition),
        checkpoints.map(({ lease }) => lease.epoch),
      ],
    );
    return new Set(rows.map(({ partition }) => partition));
  }

  /** Positions come last: their rows are those that leases are prolonged in, and would be locked all the time. */
  private async writeTogether(instance: string, checkpoints: readonly Checkpoint[]): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      for (const { lease, snapshot } of checkpoints) {
        await this.upsertStates(manager, lease.partition, snapshot.changes.changed);
        await this.forget(manager, snapshot);
      }
      const advanced = await this.advance(manager, instance, checkpoints);
      if (advanced.size < checkpoints.length)
        throw new Error('a partition has got another owner during its checkpoint');
    });
  }

  private async advance(
    manager: EntityManager,
    instance: string,
    checkpoints: readonly Checkpoint[],
  ): Promise<Set<number>> {
    const [rows]: [{ partition: number }[]] = await manager.query(
      `update partitions p set sequence = c.sequence, time_ms = c.time_ms, stream_created = c.stream_created,
         checkpointed_at = clock_timestamp()
       from unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
         as c (partition, epoch, sequence, time_ms, stream_created)
       where p.partition = c.partition and p.epoch = c.epoch and p.owner = $1
       returning p.partition`,
      [
        instance,
        checkpoints.map(({ lease }) => lease.partition),
        checkpoints.map(({ lease }) => lease.epoch),
        checkpoints.map(({ snapshot }) => snapshot.position.sequence),
        checkpoints.map(({ snapshot }) => Math.trunc(snapshot.position.timeMs)),
        checkpoints.map(({ streamCreated }) => streamCreated),
      ],
    );
    return new Set(rows.map(({ partition }) => partition));
  }

  private async upsertStates(manager: EntityManager, partition: number, changed: NodeCut): Promise<void> {
    for (let start = 0; start < changed.size; start += CHUNK) {
      const chunk = changed.part(start, start + CHUNK);
      await manager.query(
        `insert into node_states (partition, node_uuid, config_version, state)
         select $1, * from unnest($2::uuid[], $3::int[], $4::text[])
         on conflict (node_uuid) do update set config_version = excluded.config_version, state = excluded.state`,
        [
          partition,
          chunk.map(({ uuid }) => uuid),
          chunk.map(({ configVersion }) => configVersion),
          chunk.map(({ state }) => state),
        ],
      );
    }
  }

  private async forget(manager: EntityManager, { changes }: EngineSnapshot): Promise<void> {
    if (changes.configured.length > 0) await this.forgetOlder(manager, changes.configured.map(toUuid));
    if (changes.removed.length > 0) await this.forgetRemoved(manager, changes.removed.map(toUuid));
  }

  /**
   * Rows that came before the change may have been written after the removal that came with it, as in a replay. What the
   * node shows now stays in any case: a version of a writer that does not know additional pipelines lacks their series.
   */
  private async forgetOlder(manager: EntityManager, uuids: readonly string[]): Promise<void> {
    const left: { uuid: string; series: number }[] = await manager.query(
      `with older as (
         delete from pipeline_versions v using node_states s
         where v.node_uuid = any($1::uuid[]) and s.node_uuid = v.node_uuid and v.config_version < s.config_version
         returning v.node_uuid, v.series || v.additional_series as series, s.config_version as installed
       )
       select distinct o.node_uuid as uuid, one.series
       from older o
       join pipeline_versions v on v.node_uuid = o.node_uuid and v.config_version = o.installed
       join nodes n on n.uuid = o.node_uuid
       cross join unnest(o.series) as one (series)
       where one.series > 0 and one.series <> all(v.series || v.additional_series)
         and one.series <> all(n.series || n.additional_series)`,
      [uuids],
    );
    await dropSeriesOf(
      manager,
      left.map(({ uuid, series }) => ({ nodeUuid: uuid, ...oneSeries(series) })),
    );
  }

  /** Of nodes that are not deleted, but have no pipeline yet, what they will store stays. */
  private async forgetRemoved(manager: EntityManager, uuids: readonly string[]): Promise<void> {
    await manager.query('delete from node_states where node_uuid = any($1::uuid[])', [uuids]);
    const deleted: { uuid: string }[] = await manager.query(
      'select uuid from nodes where uuid = any($1::uuid[]) and is_deleted',
      [uuids],
    );
    await manager.query('delete from pipeline_versions where node_uuid = any($1::uuid[])', [
      deleted.map(({ uuid }) => uuid),
    ]);
    // A replay may have written rows of theirs after the removal that came with their deletion.
    await dropSeriesOf(
      manager,
      deleted.map(({ uuid }) => ({ nodeUuid: uuid, ...EVERY_SERIES })),
    );
  }
}
