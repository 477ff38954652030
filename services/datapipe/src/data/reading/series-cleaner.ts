import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import { ClickHouse } from '../clickhouse/clickhouse';

interface Drop {
  position: string;
  node_uuid: string;
  from_series: string;
  below_series: string;
}

const TABLES = ['n_last_entry', 'window_entry', 'aggregation_entry'];
/** Parameters go in the URL, which servers and proxies take up to 16 KiB. */
const BATCH = 100;

/** Removes series that were left behind or never shown, and everything of deleted nodes. */
@Injectable()
export class SeriesCleaner {
  constructor(
    private readonly transactions: Transactions,
    private readonly clickhouse: ClickHouse,
  ) {}

  /** Works off what is due; a removal that was cut off is done again. */
  async clean(): Promise<void> {
    let done: number;
    do done = await this.cleanBatch();
    while (done === BATCH);
  }

  private cleanBatch(): Promise<number> {
    return this.transactions.run(async ({ manager }) => {
      const drops: Drop[] = await manager.query(
        `select position, node_uuid, from_series, below_series from series_drops where due_at <= now()
         order by position limit $1 for update skip locked`,
        [BATCH],
      );
      if (drops.length === 0) return 0;
      const params = {
        nodes: drops.map((drop) => drop.node_uuid),
        from: drops.map((drop) => Number(drop.from_series)),
        below: drops.map((drop) => Number(drop.below_series)),
      };
      for (const table of TABLES) {
        await this.clickhouse.command(
          `DELETE FROM ${table} WHERE unit_node_uuid IN {nodes:Array(UUID)} AND arrayExists(
             (node, first, below) -> node = unit_node_uuid AND series >= first AND series < below,
             {nodes:Array(UUID)}, {from:Array(UInt64)}, {below:Array(UInt64)})`,
          params,
        );
      }
      await manager.query('delete from series_drops where position = any($1::bigint[])', [
        drops.map((drop) => drop.position),
      ]);
      return drops.length;
    });
  }
}
