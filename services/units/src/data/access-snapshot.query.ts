import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type {
  listDeviceAccess,
  listNodeAccess,
  NodeSight,
  OperationInput,
  OperationResponse,
} from '@unitfleet/contracts';
import { DataSource, In, MoreThan } from 'typeorm';
import { deviceRules, nodeAccessOf } from '../domain/device-rules';
import { SETTINGS, type UnitsSettings } from '../settings';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

type Page = OperationInput<typeof listNodeAccess>;

const FIRST = '00000000-0000-0000-0000-000000000000';

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** Everything by which devices are let in and to topics, page by page. */
@Injectable()
export class AccessSnapshotQuery {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  /** Versions are read before what they stand for: what changes meanwhile looks older than it is, and is told of later. */
  async units({ after, limit }: Page): Promise<OperationResponse<typeof listDeviceAccess>['units']> {
    const units = await this.source.manager.find(UnitEntity, {
      select: { uuid: true, creatorUuid: true, accessVersion: true, outputBaseTopics: true },
      where: { uuid: MoreThan(after ?? FIRST) },
      order: { uuid: 'ASC' },
      take: limit,
    });
    const uuids = units.map(({ uuid }) => uuid);
    const nodes = grouped(
      await this.source.manager.find(UnitNodeEntity, {
        where: { unitUuid: In(uuids) },
        order: { createDatetime: 'ASC', uuid: 'ASC' },
      }),
      ({ unitUuid }) => unitUuid,
    );
    const sights = grouped(await this.sightsOf(uuids), ({ unitUuid }) => unitUuid);
    return units.map(({ uuid: unitUuid, creatorUuid, accessVersion, outputBaseTopics }) => ({
      unitUuid,
      creatorUuid,
      accessVersion,
      rules: deviceRules({
        domain: this.settings.PU_DOMAIN,
        unitUuid,
        outputBaseTopics,
        nodes: nodes.get(unitUuid) ?? [],
      }),
      sights: sights.get(unitUuid) ?? [],
    }));
  }

  async nodes({ after, limit }: Page): Promise<OperationResponse<typeof listNodeAccess>['nodes']> {
    const nodes = await this.source.manager.find(UnitNodeEntity, {
      where: { uuid: MoreThan(after ?? FIRST) },
      order: { uuid: 'ASC' },
      take: limit,
    });
    return nodes.map((node) => ({ ...nodeAccessOf(node), version: node.version }));
  }

  private sightsOf(unitUuids: readonly string[]): Promise<(NodeSight & { unitUuid: string })[]> {
    return this.source.query(
      `select noted.unit_uuid as "unitUuid", node.uuid as "nodeUuid", node.version as "nodeVersion",
         exists (select 1 from permissions held where held.agent_uuid = noted.unit_uuid
           and held.resource_type = 'UnitNode' and held.resource_uuid = node.uuid) as "isGranted",
         grace.until as "gracedUntil", true as "isNoted"
       from foreign_topics noted join unit_nodes node on node.uuid = noted.node_uuid
       left join subscription_graces grace on grace.unit_uuid = noted.unit_uuid and grace.node_uuid = node.uuid
       where noted.unit_uuid = any($1::uuid[])`,
      [unitUuids],
    );
  }
}
