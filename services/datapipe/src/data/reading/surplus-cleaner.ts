import { Injectable } from '@nestjs/common';
import { Transactions } from '@unitfleet/persistence';
import { ClickHouse } from '../clickhouse/clickhouse';

interface SeriesKey {
  node: string;
  series: number;
}

/** Place of the newest row of a series that no read can show. */
interface Surplus extends SeriesKey {
  createdMs: string;
  sequence: string;
  position: number;
}

/** Most that any pipeline keeps (`docs/protocol/datapipe.md 1.5`), whatever it keeps now: that may be raised at any time. */
const MAX_KEPT = 1_024;
/** A series may have so many rows more before they are removed: reads do not show them anyway. */
const TOLERATED_ROWS = 1_000;
/** Parameters go in the URL, which servers and proxies take up to 16 KiB. */
const BATCH = 100;
const BEFORE_ALL: SeriesKey = { node: '00000000-0000-0000-0000-000000000000', series: 0 };

/** Removes rows of NRecords pipelines that no read shows any more. */
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
      for (let after: SeriesKey | undefined = BEFORE_ALL; after;) {
        const large: SeriesKey[] = await this.largeSeries(after);
        const surplus = large.length === 0 ? [] : await this.surplusOf(large);
        if (surplus.length > 0) await this.remove(surplus);
        after = large.length < BATCH ? undefined : large.at(-1);
      }
    });
  }

  /** Counts rows that were written twice twice: a first look, in little memory. */
  private largeSeries({ node, series }: SeriesKey): Promise<SeriesKey[]> {
    return this.clickhouse.query(
      `SELECT toString(unit_node_uuid) AS node, series FROM n_last_entry
       WHERE (unit_node_uuid, series) > ({node:UUID}, {series:UInt32})
       GROUP BY unit_node_uuid, series HAVING count() > {most:UInt32}
       ORDER BY unit_node_uuid, series LIMIT {batch:UInt32}`,
      { node, series, most: MAX_KEPT + TOLERATED_ROWS, batch: BATCH },
    );
  }

  private surplusOf(large: readonly SeriesKey[]): Promise<Surplus[]> {
    return this.clickhouse.query(
      `SELECT toString(unit_node_uuid) AS node, series, toUnixTimestamp64Milli(create_datetime) AS createdMs,
         sequence, position
       FROM n_last_entry FINAL
       WHERE (unit_node_uuid, series) IN arrayZip({nodes:Array(UUID)}, {series:Array(UInt32)})
       ORDER BY unit_node_uuid, series, create_datetime DESC, sequence DESC, position DESC
       LIMIT 1 OFFSET {kept:UInt32} BY unit_node_uuid, series`,
      { ...columnsOf(large), kept: MAX_KEPT },
    );
  }

  /** By time and place in the stream, as reads order them: rows of one time may be on both sides of the cut. */
  private async remove(surplus: readonly Surplus[]): Promise<void> {
    await this.clickhouse.command(
      `DELETE FROM n_last_entry WHERE unit_node_uuid IN {nodes:Array(UUID)} AND arrayExists(
         (node, of, created, frame, place) -> node = unit_node_uuid AND series = of
           AND (create_datetime, sequence, position) <= (fromUnixTimestamp64Milli(created), frame, place),
         {nodes:Array(UUID)}, {series:Array(UInt32)}, {created:Array(Int64)}, {frames:Array(UInt64)}, {places:Array(UInt32)})`,
      {
        ...columnsOf(surplus),
        created: surplus.map(({ createdMs }) => Number(createdMs)),
        frames: surplus.map(({ sequence }) => Number(sequence)),
        places: surplus.map(({ position }) => position),
      },
    );
  }
}

const columnsOf = (keys: readonly SeriesKey[]) => ({
  nodes: keys.map(({ node }) => node),
  series: keys.map(({ series }) => series),
});
