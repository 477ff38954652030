import type {
  DashboardPanelView,
  DashboardView,
  PanelUnitNodeView,
  PermissionView,
  RepositoryRegistryView,
  UnitNodeView,
  UnitView,
  UserView,
} from '@unitfleet/contracts';
import { NODE, UNIT, USER } from './start-gateway';

const whole = new Date('2025-01-02T03:04:05.000Z');
const fraction = new Date('2025-01-02T03:04:05.123Z');

export const user: UserView = {
  uuid: USER,
  role: 'User',
  status: 'Unverified',
  login: 'maker',
  grafanaOrgName: UNIT,
  grafanaOrgId: null,
  createDatetime: whole,
};

export const unit: UnitView = {
  uuid: UNIT,
  visibilityLevel: 'Public',
  name: 'thermometer',
  createDatetime: fraction,
  isAutoUpdateFromRepoUnit: true,
  targetFirmwarePlatform: null,
  repoBranch: null,
  repoCommit: null,
  unitState: {
    ifconfig: [{ someKey: 1 }],
    millis: 5,
    memFree: null,
    memAlloc: null,
    freq: null,
    statvfs: [],
    puCommitVersion: null,
  },
  currentCommitVersion: null,
  lastUpdateDatetime: whole,
  creatorUuid: USER,
  repoUuid: USER,
  firmwareUpdateStatus: null,
  firmwareUpdateError: null,
  lastFirmwareUpdateDatetime: null,
  unitNodes: [],
  isOnline: false,
  lastSeenDatetime: null,
  targetCommit: null,
  isOutdated: false,
};

export const unitNode: UnitNodeView = {
  uuid: NODE,
  type: 'Output',
  visibilityLevel: 'Public',
  isRewritableInput: false,
  maxConnections: 10,
  topicName: 'value/pepeunit',
  lastUpdateDatetime: whole,
  isDataPipeActive: false,
  dataPipeYml: null,
  dataPipeStatus: null,
  dataPipeError: null,
  createDatetime: whole,
  state: null,
  unitUuid: UNIT,
  creatorUuid: USER,
};

export const repositoryRegistry: RepositoryRegistryView = {
  uuid: UNIT,
  platform: 'Gitlab',
  repositoryUrl: 'http://localhost/thermometer.git',
  isPublicRepository: true,
  releasesData: null,
  localRepositorySize: 5,
  syncStatus: 'Updated',
  syncError: null,
  syncLastDatetime: null,
  createDatetime: whole,
  lastUpdateDatetime: whole,
  creatorUuid: USER,
  branches: ['main'],
};

export const permission: PermissionView = {
  uuid: NODE,
  agentUuid: UNIT,
  agentType: 'Unit',
  resourceUuid: NODE,
  resourceType: 'UnitNode',
};

export const dashboard: DashboardView = {
  uuid: UNIT,
  grafanaUuid: NODE,
  name: 'greenhouse',
  createDatetime: whole,
  dashboardUrl: null,
  incLastVersion: null,
  syncStatus: null,
  syncError: null,
  syncLastDatetime: null,
  creatorUuid: USER,
};

export const panelUnitNode: PanelUnitNodeView = {
  unitNode,
  isLastData: true,
  isForcedToJson: false,
  unitWithUnitNodeName: 'thermometer@value/pepeunit',
};

export const panel: DashboardPanelView = {
  uuid: NODE,
  type: 'timeseries',
  title: 'warmth',
  createDatetime: whole,
  creatorUuid: USER,
  dashboardUuid: UNIT,
  unitNodesForPanel: [],
};
