import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { countUnitEntities, countUnitVersions, OperationResponse } from '@unitfleet/contracts';
import { DataSource } from 'typeorm';

/** Counts over Units. */
@Injectable()
export class UnitStatisticsQuery {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async versionsOf(repoUuid: string): Promise<OperationResponse<typeof countUnitVersions>> {
    const [totals] = await this.source.query(
      `select count(*)::int as "unitTotal",
         case when bool_or(visibility_level = 'Public') then 'Public'
              when bool_or(visibility_level = 'Internal') then 'Internal'
              when count(*) > 0 then 'Private' end as "loosestVisibility"
       from units where repo_uuid = $1`,
      [repoUuid],
    );
    const versions = await this.source.query(
      `select current_commit_version as commit, count(*)::int as "unitCount" from units
       where repo_uuid = $1 and current_commit_version is not null
       group by current_commit_version order by count(*) desc, current_commit_version`,
      [repoUuid],
    );
    return { ...totals, versions };
  }

  async entities(): Promise<OperationResponse<typeof countUnitEntities>> {
    const [counts] = await this.source.query(
      `select (select count(*) from units)::int as "unitCount",
         (select count(*) from unit_nodes)::int as "unitNodeCount",
         (select count(*) from unit_node_edges)::int as "unitNodeEdgeCount"`,
    );
    return counts;
  }
}
