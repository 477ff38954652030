/** Wire values of the protocol's enums (`docs/protocol/rest-graphql.md 3.3`): REST, database and RPC carry these. */
export const VISIBILITY_LEVELS = ['Public', 'Internal', 'Private'] as const;
export const USER_ROLES = ['User', 'Admin'] as const;
export const USER_STATUSES = ['Unverified', 'Verified', 'Blocked'] as const;
export const UNIT_NODE_TYPES = ['Output', 'Input'] as const;
export const FIRMWARE_UPDATE_STATUSES = ['RequestSent', 'Error', 'Success'] as const;
export const DEVICE_COMMANDS = ['Update', 'EnvUpdate', 'SchemaUpdate', 'LogSync'] as const;
export const PERMISSION_ENTITIES = ['User', 'Unit', 'Repo', 'UnitNode'] as const;
export const GIT_PLATFORMS = ['Gitlab', 'Github'] as const;
export const LOG_LEVELS = ['Debug', 'Info', 'Warning', 'Error', 'Critical'] as const;
export const DATA_PIPE_STAGES = ['ActivePeriod', 'Filters', 'Transformations', 'ProcessingPolicy'] as const;
export const DATA_PIPE_STATUSES = ['Active', 'Inactive', 'Error'] as const;
export const INPUT_VALUE_TYPES = ['Text', 'Number'] as const;
export const PROCESSING_POLICIES = ['LastValue', 'NRecords', 'TimeWindow', 'Aggregation'] as const;
export const IMPORT_STATUSES = ['Running', 'Done', 'Failed'] as const;
export const AGGREGATION_FUNCTIONS = ['Avg', 'Min', 'Max', 'Sum'] as const;
export const REGISTRY_SYNC_STATUSES = ['Updated', 'Processing', 'Error'] as const;
export const CREDENTIAL_STATUSES = ['Valid', 'NotVerified', 'Error'] as const;
export const DASHBOARD_STATUSES = ['Success', 'Processing', 'Error'] as const;
export const DASHBOARD_PANEL_TYPES = [
  'timeseries',
  'barchart',
  'stat',
  'gauge',
  'bargauge',
  'table',
  'piechart',
  'state-timeline',
  'heatmap',
  'status-history',
  'histogram',
  'text',
  'alertlist',
  'dashlist',
  'news',
  'annolist',
  'candlestick',
  'canvas',
  'flamegraph',
  'geomap',
  'logs',
  'marcusolsson-hourly-heatmap-panel',
  'nodeGraph',
  'traces',
  'trend',
  'xychart',
] as const;
export const SORT_ORDERS = ['asc', 'desc'] as const;
export const ARCHIVE_FORMATS = ['zip', 'tar', 'tgz'] as const;

export type VisibilityLevel = (typeof VISIBILITY_LEVELS)[number];
export type UserRole = (typeof USER_ROLES)[number];
export type UserStatus = (typeof USER_STATUSES)[number];
export type UnitNodeType = (typeof UNIT_NODE_TYPES)[number];
export type FirmwareUpdateStatus = (typeof FIRMWARE_UPDATE_STATUSES)[number];
export type DeviceCommand = (typeof DEVICE_COMMANDS)[number];
export type PermissionEntity = (typeof PERMISSION_ENTITIES)[number];
export type GitPlatform = (typeof GIT_PLATFORMS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];
export type DataPipeStage = (typeof DATA_PIPE_STAGES)[number];
export type DataPipeStatus = (typeof DATA_PIPE_STATUSES)[number];
export type InputValueType = (typeof INPUT_VALUE_TYPES)[number];
export type ProcessingPolicy = (typeof PROCESSING_POLICIES)[number];
export type ImportStatus = (typeof IMPORT_STATUSES)[number];
export type AggregationFunction = (typeof AGGREGATION_FUNCTIONS)[number];
export type RegistrySyncStatus = (typeof REGISTRY_SYNC_STATUSES)[number];
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];
export type DashboardStatus = (typeof DASHBOARD_STATUSES)[number];
export type DashboardPanelType = (typeof DASHBOARD_PANEL_TYPES)[number];
export type SortOrder = (typeof SORT_ORDERS)[number];
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];
