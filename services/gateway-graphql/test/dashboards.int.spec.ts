import {
  createDashboard,
  createDashboardPanel,
  deleteDashboard,
  deleteDashboardPanel,
  getDashboard,
  linkUnitNodeToPanel,
  listDashboardPanels,
  listDashboards,
  syncDashboard,
  unlinkUnitNodeFromPanel,
} from '@unitfleet/contracts';
import * as documents from './documents/dashboards';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import {
  BOARD,
  dashboard,
  NODE,
  PANEL,
  panel,
  panelLink,
  shownDashboard,
  shownPanel,
  shownPanelLink,
} from './support/views';

const link = { unitNodeUuid: NODE, dashboardPanelsUuid: PANEL, isLastData: true, isForcedToJson: false };

const cases: OperationCase[] = [
  {
    document: documents.getDashboard,
    variables: { uuid: BOARD },
    asks: getDashboard,
    request: { uuid: BOARD },
    answers: dashboard,
    shows: shownDashboard,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.getDashboards,
    variables: { searchString: null, orderByCreateDate: null, offset: 0, limit: 6 },
    asks: listDashboards,
    request: { searchString: null, orderByCreateDate: null, offset: 0, limit: 6 },
    answers: { count: 1, dashboards: [dashboard] },
    shows: { count: 1, dashboards: [shownDashboard], __typename: 'DashboardsResultType' },
    malformed: [...BAD_PAGES, { orderByCreateDate: 'up' }],
  },
  {
    document: documents.getDashboardPanels,
    variables: { uuid: BOARD },
    asks: listDashboardPanels,
    request: { dashboardUuid: BOARD },
    answers: { count: 1, panels: [panel] },
    shows: { count: 1, panels: [shownPanel], __typename: 'DashboardPanelsResultType' },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.createDashboard,
    variables: { name: 'greenhouse' },
    asks: createDashboard,
    request: { name: 'greenhouse' },
    answers: dashboard,
    shows: shownDashboard,
    malformed: [{ name: null }, { name: 5 }],
  },
  {
    document: documents.createDashboardPanel,
    variables: { dashboardUuid: BOARD, title: 'by-hour', type: 'HOURLY_HEATMAP' },
    asks: createDashboardPanel,
    request: { dashboardUuid: BOARD, title: 'by-hour', type: 'marcusolsson-hourly-heatmap-panel' },
    answers: { ...panel, unitNodesForPanel: [] },
    shows: { ...shownPanel, unitNodesForPanel: [] },
    malformed: [{ dashboardUuid: 'x' }, { title: null }, { type: 'timeseries' }, { type: null }],
  },
  {
    document: documents.linkUnitNodeToPanel,
    variables: link,
    asks: linkUnitNodeToPanel,
    request: link,
    answers: panelLink,
    shows: shownPanelLink,
    malformed: [
      { unitNodeUuid: 'x' },
      { dashboardPanelsUuid: null },
      { isLastData: null },
      { isForcedToJson: 'no' },
    ],
  },
  {
    document: documents.syncDashboard,
    variables: { uuid: BOARD },
    asks: syncDashboard,
    request: { uuid: BOARD },
    answers: { ...dashboard, syncStatus: 'Success', syncError: null },
    shows: { ...shownDashboard, syncStatus: 'SUCCESS', syncError: null },
    malformed: BAD_UUIDS,
  },
  {
    document: documents.deleteDashboard,
    variables: { uuid: BOARD },
    asks: deleteDashboard,
    request: { uuid: BOARD },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.deletePanel,
    variables: { uuid: PANEL },
    asks: deleteDashboardPanel,
    request: { uuid: PANEL },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.deleteLink,
    variables: { unitNodeUuid: NODE, dashboardPanelUuid: PANEL },
    asks: unlinkUnitNodeFromPanel,
    request: { unitNodeUuid: NODE, dashboardPanelUuid: PANEL },
    answers: null,
    shows: NONE,
    malformed: [{ unitNodeUuid: null }, { dashboardPanelUuid: 'x' }],
  },
];

describeOperations('operations on dashboards', cases);
