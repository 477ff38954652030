import { DASHBOARD_PANEL_TYPES, type DashboardPanelType } from '@unitfleet/contracts';
import { Flag, OneOf, Text, Uuid } from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import { QueryOrder, QueryText, RequiredQueryUuid } from '../../http/fields/query-fields';

export class CreateDashboardBody {
  @Text()
  name!: string;
}

export class CreatePanelBody {
  @Uuid()
  dashboard_uuid!: string;

  @Text()
  title!: string;

  @OneOf(DASHBOARD_PANEL_TYPES)
  type!: DashboardPanelType;
}

export class LinkUnitNodeBody {
  @Uuid()
  unit_node_uuid!: string;

  @Uuid()
  dashboard_panels_uuid!: string;

  @Flag()
  is_last_data!: boolean;

  @Flag()
  is_forced_to_json!: boolean;
}

export class DashboardsQuery extends PageQuery {
  @QueryText()
  search_string?: string;

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';
}

export class DashboardQuery {
  /** Of the dashboard. */
  @RequiredQueryUuid()
  uuid!: string;
}

export class UnlinkUnitNodeQuery {
  @RequiredQueryUuid()
  unit_node_uuid!: string;

  @RequiredQueryUuid()
  dashboard_panel_uuid!: string;
}
