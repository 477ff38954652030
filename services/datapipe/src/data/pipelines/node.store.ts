import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, isPlatformTopic, notFound, partitionOf } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { defaultPipelineConfig, toStoredConfig } from '@unitfleet/pipeline';
import { DataSource, type EntityManager } from 'typeorm';
import type { NodeSeries } from '../../domain/pipelines/allot-series';
import { choosePipeline, type ChosenPipeline } from '../../domain/pipelines/chosen-pipeline';
import { SETTINGS, type DatapipeSettings } from '../../settings';
import { announcePipeline } from './announce-pipeline';

/** A node as `units` knows it. */
export interface NodeIdentity {
  readonly uuid: string;
  readonly unitUuid: string;
  readonly topicName: string;
}

/** A node's pipe: the aggregate of this service. */
export interface PipelineRow extends NodeIdentity, NodeSeries {
  readonly config: string | null;
  /** Grows with each change of the pipe; the stream carries it. */
  readonly configVersion: number;
  readonly isActive: boolean;
  readonly error: string | null;
  readonly version: number;
}

const COLUMNS = `uuid, unit_uuid as "unitUuid", topic_name as "topicName", config, config_version as "configVersion",
  series, additional_series as "additionalSeries", last_series as "lastSeries", is_active as "isActive", error, version, is_deleted as "isDeleted"`;

/** Nodes with their pipes. */
@Injectable()
export class NodeStore {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  /** @throws DomainError `Validation` for a node that is not known. */
  async get(uuid: string): Promise<PipelineRow> {
    const [row] = await this.source.query(`select ${COLUMNS} from nodes where uuid = $1 and not is_deleted`, [
      uuid,
    ]);
    if (!row) throw notFound('UnitNode', uuid);
    return row;
  }

  async find(uuid: string): Promise<PipelineRow | null> {
    const [row] = await this.source.query(`select ${COLUMNS} from nodes where uuid = $1 and not is_deleted`, [
      uuid,
    ]);
    return row ?? null;
  }

  /**
   * Locks a node for a change. One that is not known yet comes into being, with its default pipeline: a request may be
   * faster than the event that tells of the node.
   *
   * @throws DomainError `Validation` for a deleted node.
   */
  async lock(transaction: Transaction, identity: NodeIdentity): Promise<PipelineRow> {
    await this.create(transaction, identity);
    const [row] = await transaction.manager.query(`select ${COLUMNS} from nodes where uuid = $1 for update`, [
      identity.uuid,
    ]);
    if (row.isDeleted) throw notFound('UnitNode', identity.uuid);
    return row;
  }

  /** Makes a node with its default pipeline (`docs/protocol/datapipe.md 1.8`); does nothing to one that is or was there. */
  async create(transaction: Transaction, { uuid, unitUuid, topicName }: NodeIdentity): Promise<void> {
    const config = this.initialConfig(topicName);
    const fresh: unknown[] = await transaction.manager.query(
      `insert into nodes (uuid, unit_uuid, topic_name, partition, config, is_active, config_version, series, last_series)
       values ($1, $2, $3, $4, $5::text, $6, $7, $7, $7) on conflict do nothing returning 1`,
      [uuid, unitUuid, topicName, partitionOf(uuid), config, config !== null, config === null ? 0 : 1],
    );
    if (fresh.length === 0) return;
    await transaction.manager.query('insert into node_values (node_uuid) values ($1)', [uuid]);
    if (config !== null)
      await announcePipeline(transaction, {
        uuid,
        config,
        configVersion: 1,
        series: 1,
        additionalSeries: [],
        isActive: true,
        version: 1,
      });
  }

  /** Deletes nodes with their values; tombstones stay. Their rows go in the background. */
  async delete(transaction: Transaction, nodes: readonly Omit<NodeIdentity, 'topicName'>[]): Promise<void> {
    for (const { uuid, unitUuid } of [...nodes].sort((a, b) => (a.uuid < b.uuid ? -1 : 1))) {
      const changed: { configVersion: number; version: number }[] = await transaction.manager.query(
        `insert into nodes as n (uuid, unit_uuid, topic_name, partition, is_deleted, config_version)
         values ($1, $2, '', $3, true, 1)
         on conflict (uuid) do update set is_deleted = true, is_active = false, config = null, error = null,
           config_version = n.config_version + 1, version = n.version + 1
         where not n.is_deleted
         returning config_version as "configVersion", version`,
        [uuid, unitUuid, partitionOf(uuid)],
      );
      const [tombstone] = changed;
      if (!tombstone) continue;
      await transaction.manager.query('delete from node_values where node_uuid = $1', [uuid]);
      const nothing = { config: null, series: 0, additionalSeries: [], isActive: false };
      await announcePipeline(transaction, { uuid, ...nothing, ...tombstone });
      await dropSeries(transaction.manager, uuid, EVERY_SERIES);
    }
  }

  /** Nodes of a partition of which is noted that their pipe does not run. */
  async listFailed(partition: number): Promise<Pick<PipelineRow, 'uuid' | 'configVersion'>[]> {
    return this.source.query(
      `select uuid, config_version as "configVersion" from nodes
       where partition = $1 and error is not null and not is_deleted`,
      [partition],
    );
  }

  async uuidsOfUnit(manager: EntityManager, unitUuid: string): Promise<string[]> {
    const rows: { uuid: string }[] = await manager.query('select uuid from nodes where unit_uuid = $1', [
      unitUuid,
    ]);
    return rows.map(({ uuid }) => uuid);
  }

  private initialConfig(topicName: string): string | null {
    const wanted = this.settings.PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE && isPlatformTopic(topicName);
    return wanted ? toStoredConfig(defaultPipelineConfig()) : null;
  }
}

const SECOND_PASS = '10 minutes';

/** Series of a node; `below` is not among them. */
export interface SeriesRange {
  readonly from?: number;
  readonly below: number;
}

export const EVERY_SERIES: SeriesRange = { below: 0xffff_ffff };
export const oneSeries = (series: number): SeriesRange => ({ from: series, below: series + 1 });

/**
 * Queues the rows of series of a node for removal: now, and once more when nothing that was under way can arrive any
 * more.
 */
export const dropSeries = async (
  manager: EntityManager,
  nodeUuid: string,
  range: SeriesRange,
): Promise<void> => {
  await dropSeriesOf(manager, [{ nodeUuid, ...range }]);
};

/** As `dropSeries`, of several nodes. */
export const dropSeriesOf = async (
  manager: EntityManager,
  drops: readonly (SeriesRange & { readonly nodeUuid: string })[],
): Promise<void> => {
  if (drops.length === 0) return;
  await manager.query(
    `insert into series_drops (node_uuid, from_series, below_series, due_at)
     select node_uuid, from_series, below_series, now() + wait
     from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as d (node_uuid, from_series, below_series),
       (values (interval '0'), (interval '${SECOND_PASS}')) as w (wait)`,
    [
      drops.map(({ nodeUuid }) => nodeUuid),
      drops.map(({ from = 0 }) => from),
      drops.map(({ below }) => below),
    ],
  );
};

/**
 * The pipeline of a name; without one, the first.
 *
 * @throws DomainError `DataPipe` when there is none, or its configuration cannot be read.
 */
export const requireChosen = (row: PipelineRow, pipeline: string | null | undefined): ChosenPipeline => {
  const chosen = choosePipeline(row, pipeline);
  if (typeof chosen === 'string') throw pipeRefused(chosen);
  return chosen;
};

/** 422 code 8, as all refusals of a pipe. */
export const pipeRefused = (text: string): DomainError => new DomainError('DataPipe', text);
