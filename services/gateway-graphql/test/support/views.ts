import type { DashboardPanelView, DashboardView, UnitNodeView, UnitView } from '@unitfleet/contracts';
import { NODE, UNIT, USER } from './start-gateway';

export { NODE, UNIT, USER };
export const REPO = '0b6d6f0e-58a2-4f0e-a3a6-2f8f4b7f1c11';
export const BOARD = '9d1f3c67-6c7e-4e58-8f2d-3c2b1a0f9e88';
export const PANEL = '4a7c2e90-1b3d-4f5a-8c6e-7d9f0b1a2c3d';

const whole = new Date('2025-01-02T03:04:05.000Z');
const fraction = new Date('2025-01-02T03:04:05.123Z');
/** As the protocol writes them. */
export const WHOLE = '2025-01-02T03:04:05';
export const FRACTION = '2025-01-02T03:04:05.123000';

export const unitNode: UnitNodeView = {
  uuid: NODE,
  type: 'Output',
  visibilityLevel: 'Public',
  isRewritableInput: false,
  maxConnections: 10,
  topicName: 'value/pepeunit',
  lastUpdateDatetime: whole,
  isDataPipeActive: true,
  dataPipeYml: '{}',
  dataPipeStatus: 'Active',
  dataPipeError: null,
  createDatetime: fraction,
  state: null,
  unitUuid: UNIT,
  creatorUuid: USER,
};

export const shownUnitNode = {
  ...unitNode,
  type: 'OUTPUT',
  visibilityLevel: 'PUBLIC',
  lastUpdateDatetime: WHOLE,
  createDatetime: FRACTION,
  __typename: 'UnitNodeType',
};

export const unit: UnitView = {
  uuid: UNIT,
  visibilityLevel: 'Internal',
  name: 'thermometer',
  createDatetime: fraction,
  isAutoUpdateFromRepoUnit: true,
  targetFirmwarePlatform: null,
  repoBranch: 'main',
  repoCommit: null,
  unitState: {
    ifconfig: ['10.0.0.2', 5],
    millis: 1.5,
    memFree: null,
    memAlloc: 40_000_000_000,
    freq: null,
    statvfs: [4096, 0],
    puCommitVersion: 'abc',
  },
  currentCommitVersion: 'abc',
  lastUpdateDatetime: whole,
  creatorUuid: USER,
  repoUuid: REPO,
  firmwareUpdateStatus: 'RequestSent',
  firmwareUpdateError: null,
  lastFirmwareUpdateDatetime: null,
  unitNodes: [],
  isOnline: true,
  lastSeenDatetime: fraction,
  targetCommit: 'abd',
  isOutdated: true,
};

/** Without what few documents ask for: its nodes, and how it stands in the fleet. */
const {
  unitNodes: _nodes,
  isOnline: _isOnline,
  lastSeenDatetime: _seen,
  targetCommit: _target,
  isOutdated: _isOutdated,
  ...own
} = unit;
export const shownUnit = {
  ...own,
  visibilityLevel: 'INTERNAL',
  createDatetime: FRACTION,
  lastUpdateDatetime: WHOLE,
  firmwareUpdateStatus: 'REQUEST_SENT',
  unitState: { ...unit.unitState, ifconfig: ['10.0.0.2', '5'], __typename: 'UnitStateType' },
  __typename: 'UnitType',
};

export const dashboard: DashboardView = {
  uuid: BOARD,
  grafanaUuid: PANEL,
  name: 'greenhouse',
  createDatetime: whole,
  dashboardUrl: '/grafana/d/1/greenhouse',
  incLastVersion: 3,
  syncStatus: 'Error',
  syncError: '422: 14: Grafana Error: it sleeps',
  syncLastDatetime: fraction,
  creatorUuid: USER,
};

export const shownDashboard = {
  ...dashboard,
  createDatetime: WHOLE,
  syncStatus: 'ERROR',
  syncLastDatetime: FRACTION,
  __typename: 'DashboardType',
};

const link = { isLastData: true, isForcedToJson: false, unitWithUnitNodeName: 'thermometer@value/pepeunit' };
export const panelLink = { ...link, unitNode };
export const shownPanelLink = { ...link, unitNode: shownUnitNode, __typename: 'UnitNodeForPanelType' };

export const panel: DashboardPanelView = {
  uuid: PANEL,
  type: 'marcusolsson-hourly-heatmap-panel',
  title: 'by-hour',
  createDatetime: whole,
  creatorUuid: USER,
  dashboardUuid: BOARD,
  unitNodesForPanel: [panelLink],
};

export const shownPanel = {
  ...panel,
  type: 'HOURLY_HEATMAP',
  createDatetime: WHOLE,
  unitNodesForPanel: [shownPanelLink],
  __typename: 'DashboardPanelType',
};
