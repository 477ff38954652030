import { Field, InputType } from '@nestjs/graphql';
import type { DashboardPanelType, SortOrder } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { DashboardPanelTypeEnum, OrderByDate } from '../enums';

@InputType()
export class DashboardCreateInput {
  @Field()
  name!: string;
}

@InputType()
export class DashboardPanelCreateInput {
  @Field(() => UUID)
  dashboardUuid!: string;

  @Field()
  title!: string;

  @Field(() => DashboardPanelTypeEnum)
  type!: DashboardPanelType;
}

@InputType()
export class LinkUnitNodeToPanelInput {
  @Field(() => UUID)
  unitNodeUuid!: string;

  @Field(() => UUID)
  dashboardPanelsUuid!: string;

  @Field()
  isLastData!: boolean;

  @Field()
  isForcedToJson!: boolean;
}

@InputType()
export class DashboardFilterInput extends PageInput {
  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;
}
