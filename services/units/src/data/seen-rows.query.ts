import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { NodeFacts, VisibleFacts } from '@unitfleet/access';
import { notFound, type Actor } from '@unitfleet/contracts';
import { prepared, Reads, type PreparedStatement } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';
import { trackedColumns, trackingJoins } from './fleet/unit-tracking';
import { listedColumns } from './listed-columns';
import { LISTED_UNIT, type ListedUnit } from './listed-unit';
import type { GrantedResource } from './permission.entity';
import { holderOf } from './permission.repository';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

interface Granted {
  readonly isGranted: boolean;
}

/** As in `Sight`, a permission counts for what is private only. */
const seen = (table: string, columns: string, resource: GrantedResource, joins = ''): PreparedStatement =>
  prepared(
    `select ${columns}, seen.visibility_level = 'Private' and exists (
       select 1 from permissions held where held.agent_uuid = $2 and held.resource_type = '${resource}'
       and held.resource_uuid = seen.uuid) as "isGranted"
     from ${table} seen ${joins} where seen.uuid = $1`,
  );

/** A Unit or node together with the facts that decide who sees it, in one statement. */
@Injectable()
export class SeenRowsQuery {
  private readonly unitStatement: PreparedStatement;
  private readonly nodeStatement: PreparedStatement;

  constructor(
    @InjectDataSource() source: DataSource,
    private readonly reads: Reads,
  ) {
    const unitColumns = listedColumns(source, UnitEntity, 'seen', LISTED_UNIT);
    this.unitStatement = seen(
      'units',
      `${unitColumns}, ${trackedColumns('seen')}`,
      'Unit',
      trackingJoins('seen'),
    );
    this.nodeStatement = seen('unit_nodes', listedColumns(source, UnitNodeEntity, 'seen'), 'UnitNode');
  }

  /** Throws Validation (422 code 2) for an unknown Unit. */
  async unit(actor: Actor, uuid: string): Promise<{ unit: ListedUnit; facts: VisibleFacts }> {
    const [unit] = await this.reads.rows<ListedUnit & Granted>(this.unitStatement, [uuid, holderOf(actor)]);
    if (!unit) throw notFound('Unit', uuid);
    const { creatorUuid, visibilityLevel: level, isGranted } = unit;
    return { unit, facts: { creatorUuid, level, unitUuid: uuid, isGranted } };
  }

  /** Throws Validation (422 code 2) for an unknown node. */
  async node(actor: Actor, uuid: string): Promise<{ node: UnitNodeEntity; facts: NodeFacts }> {
    const [node] = await this.reads.rows<UnitNodeEntity & Granted>(this.nodeStatement, [
      uuid,
      holderOf(actor),
    ]);
    if (!node) throw notFound('UnitNode', uuid);
    const { creatorUuid, visibilityLevel: level, unitUuid, type, isRewritableInput, isGranted } = node;
    return { node, facts: { creatorUuid, level, unitUuid, type, isRewritableInput, isGranted } };
  }
}
