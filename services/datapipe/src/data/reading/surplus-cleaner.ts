import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import { ClickHouse } from '../clickhouse/clickhouse';

interface Surplus {
  node: string;
  series: number;
  cutoff: string;
}

/** A node may have so many rows more than it keeps before they are removed: reads do not show them anyway. */
const TOLERATED_ROWS = 1_000;
const BATCH = 500;

/** Removes rows of NRecords pipelines beyond the newest N. */
@Injectable()
export class SurplusCleaner {
  constructor(
    private readonly transactions: Transactions,
    private readonly clickhouse: ClickHouse,
  ) {}

  /** One instance at a time. */
  async clean(): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      const [lock] = await manager.query(
        'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held',
        ['datapipe/surplus'],
      );
      if (!lock.held) return;
      for (let surplus = await this.find(); surplus.length > 0;) {
        await this.remove(surplus);
        surplus = surplus.length < BATCH ? [] : await this.find();
      }
    });
  }

  private find(): Promise<Surplus[]> {
    return this.clickhouse.query<Surplus>(
      `SELECT toString(unit_node_uuid) AS node, series,
         argMax(max_count, (create_datetime, sequence, position)) AS kept,
         toUnixTimestamp64Milli(arrayElement(arrayReverseSort(groupArray(create_datetime)), kept)) AS cutoff
       FROM n_last_entry FINAL GROUP BY unit_node_uuid, series
       HAVING count() > kept + {tolerated:UInt32} LIMIT {batch:UInt32}`,
      { tolerated: TOLERATED_ROWS, batch: BATCH },
    );
  }

  /** Rows of the cut-off's own time stay, so that a read still finds the newest N. */
  private async remove(surplus: readonly Surplus[]): Promise<void> {
    await this.clickhouse.command(
      `DELETE FROM n_last_entry WHERE unit_node_uuid IN {nodes:Array(UUID)} AND arrayExists(
         (node, of, before) -> node = unit_node_uuid AND series = of
           AND create_datetime < fromUnixTimestamp64Milli(before),
         {nodes:Array(UUID)}, {series:Array(UInt32)}, {cutoffs:Array(Int64)})`,
      {
        nodes: surplus.map(({ node }) => node),
        series: surplus.map(({ series }) => series),
        cutoffs: surplus.map(({ cutoff }) => Number(cutoff)),
      },
    );
  }
}
