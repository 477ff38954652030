import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { DashboardPanelView, DashboardView, PanelUnitNodeView } from '@unitfleet/contracts';
import { DateTime } from '../../graphql/scalars/date-time.scalar';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { DashboardPanelTypeEnum, DashboardStatusEnum } from '../enums';
import { UnitNodeType } from '../unit-nodes/unit-node.types';

@ObjectType()
export class DashboardType implements DashboardView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UUID)
  grafanaUuid!: string;

  @Field()
  name!: string;

  @Field()
  createDatetime!: Date;

  @Field(() => String, { nullable: true })
  dashboardUrl!: string | null;

  @Field(() => Int, { nullable: true })
  incLastVersion!: number | null;

  @Field(() => DashboardStatusEnum, { nullable: true })
  syncStatus!: DashboardView['syncStatus'];

  @Field(() => String, { nullable: true })
  syncError!: string | null;

  @Field(() => DateTime, { nullable: true })
  syncLastDatetime!: Date | null;

  @Field(() => UUID)
  creatorUuid!: string;
}

@ObjectType()
export class DashboardsResultType {
  @Field()
  count!: number;

  @Field(() => [DashboardType])
  dashboards!: DashboardType[];
}

@ObjectType()
export class UnitNodeForPanelType implements PanelUnitNodeView {
  @Field(() => UnitNodeType)
  unitNode!: UnitNodeType;

  @Field()
  isLastData!: boolean;

  @Field()
  isForcedToJson!: boolean;

  @Field()
  unitWithUnitNodeName!: string;
}

@ObjectType()
export class DashboardPanelType implements DashboardPanelView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => DashboardPanelTypeEnum)
  type!: DashboardPanelView['type'];

  @Field()
  title!: string;

  @Field()
  createDatetime!: Date;

  @Field(() => UUID)
  creatorUuid!: string;

  @Field(() => UUID)
  dashboardUuid!: string;

  @Field(() => [UnitNodeForPanelType])
  unitNodesForPanel!: UnitNodeForPanelType[];
}

@ObjectType()
export class DashboardPanelsResultType {
  @Field()
  count!: number;

  @Field(() => [DashboardPanelType])
  panels!: DashboardPanelType[];
}
