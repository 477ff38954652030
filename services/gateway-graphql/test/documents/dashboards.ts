import { UNIT_NODE_FIELDS } from './unit-nodes';

/** Operations on dashboards, as the stock frontend sends them (`docs/protocol/rest-graphql.md 3.5`). */

const DASHBOARD_FIELDS = /* GraphQL */ `
  uuid
  grafanaUuid
  name
  createDatetime
  dashboardUrl
  incLastVersion
  syncStatus
  syncError
  syncLastDatetime
  creatorUuid
  __typename
`;

const LINK_FIELDS = /* GraphQL */ `
  unitNode { ${UNIT_NODE_FIELDS} }
  isLastData
  isForcedToJson
  unitWithUnitNodeName
  __typename
`;

const PANEL_FIELDS = /* GraphQL */ `
  uuid
  type
  title
  createDatetime
  creatorUuid
  dashboardUuid
  unitNodesForPanel { ${LINK_FIELDS} }
  __typename
`;

export const getDashboard = /* GraphQL */ `
  query getDashboard($uuid: UUID!) {
    getDashboard(uuid: $uuid) { ${DASHBOARD_FIELDS} }
  }
`;

export const getDashboards = /* GraphQL */ `
  query getDashboards($searchString: String, $orderByCreateDate: OrderByDate, $offset: Int, $limit: Int) {
    getDashboards(
      filters: {
        searchString: $searchString
        orderByCreateDate: $orderByCreateDate
        offset: $offset
        limit: $limit
      }
    ) {
      count
      dashboards { ${DASHBOARD_FIELDS} }
      __typename
    }
  }
`;

export const getDashboardPanels = /* GraphQL */ `
  query getDashboardPanels($uuid: UUID!) {
    getDashboardPanels(uuid: $uuid) {
      count
      panels { ${PANEL_FIELDS} }
      __typename
    }
  }
`;

export const createDashboard = /* GraphQL */ `
  mutation createDashboard($name: String!) {
    createDashboard(dashboard: { name: $name }) { ${DASHBOARD_FIELDS} }
  }
`;

export const createDashboardPanel = /* GraphQL */ `
  mutation createDashboardPanel($dashboardUuid: UUID!, $title: String!, $type: DashboardPanelTypeEnum!) {
    createDashboardPanel(dashboardPanel: { dashboardUuid: $dashboardUuid, title: $title, type: $type }) {
      ${PANEL_FIELDS}
    }
  }
`;

export const linkUnitNodeToPanel = /* GraphQL */ `
  mutation linkUnitNodeToPanel(
    $unitNodeUuid: UUID!
    $dashboardPanelsUuid: UUID!
    $isLastData: Boolean!
    $isForcedToJson: Boolean!
  ) {
    linkUnitNodeToPanel(
      dashboard: {
        unitNodeUuid: $unitNodeUuid
        dashboardPanelsUuid: $dashboardPanelsUuid
        isLastData: $isLastData
        isForcedToJson: $isForcedToJson
      }
    ) { ${LINK_FIELDS} }
  }
`;

export const syncDashboard = /* GraphQL */ `
  mutation syncDashboard($uuid: UUID!) {
    syncDashboard(uuid: $uuid) { ${DASHBOARD_FIELDS} }
  }
`;

export const deleteDashboard = /* GraphQL */ `
  mutation deleteDashboard($uuid: UUID!) {
    deleteDashboard(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const deletePanel = /* GraphQL */ `
  mutation deletePanel($uuid: UUID!) {
    deletePanel(uuid: $uuid) {
      isNone
      __typename
    }
  }
`;

export const deleteLink = /* GraphQL */ `
  mutation deleteLink($unitNodeUuid: UUID!, $dashboardPanelUuid: UUID!) {
    deleteLink(unitNodeUuid: $unitNodeUuid, dashboardPanelUuid: $dashboardPanelUuid) {
      isNone
      __typename
    }
  }
`;
