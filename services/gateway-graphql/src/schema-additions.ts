/** Subscriptions, and the types that only they have. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly string[]>> = {
  Subscription: [
    'fleetChanges',
    'pipeDataImport',
    'pipeDataStored',
    'repositoryRegistrySyncs',
    'unitLogs',
    'unitNodeStates',
    'unitStates',
    'unitUpdates',
  ],
  FleetChangeKind: ['CREATED', 'DELETED', 'UPDATED'],
  FleetChangeType: ['uuid', 'kind', 'isOnline', 'firmwareUpdateStatus', 'currentCommitVersion'],
  FleetChangesType: ['cursor', 'isSnapshot', 'snapshotReason', 'units'],
  PipeDataImportProgressType: ['pipeline', 'status', 'rows', 'bytes', 'error'],
  PipeDataImportStatus: ['DONE', 'FAILED', 'RUNNING'],
  PipeDataImportType: ['cursor', 'isSnapshot', 'snapshotReason', 'imports'],
  PipeDataStoredType: ['cursor', 'isSnapshot', 'snapshotReason', 'nodeUuids'],
  SnapshotReason: ['ACCESS_CHANGED', 'CURSOR_EXPIRED', 'LAGGED', 'MESSAGES_LOST', 'SUBSCRIBED'],
  RepositoryRegistrySyncType: ['uuid', 'syncStatus', 'syncError'],
  UnitNodeStateType: [
    'uuid',
    'state',
    'lastUpdateDatetime',
    'isDataPipeActive',
    'dataPipeStatus',
    'dataPipeError',
  ],
  UnitStateChangeType: [
    'uuid',
    'unitState',
    'currentCommitVersion',
    'lastUpdateDatetime',
    'isOnline',
    'lastSeenDatetime',
  ],
  UnitUpdateType: ['uuid', 'firmwareUpdateStatus', 'firmwareUpdateError', 'targetCommit'],
  RepositoryRegistrySyncsType: ['cursor', 'isSnapshot', 'snapshotReason', 'repositoriesRegistry'],
  UnitLogsType: ['cursor', 'isSnapshot', 'snapshotReason', 'unitLogs'],
  UnitNodeStatesType: ['cursor', 'isSnapshot', 'snapshotReason', 'unitNodes'],
  UnitStatesType: ['cursor', 'isSnapshot', 'snapshotReason', 'units'],
  UnitUpdatesType: ['cursor', 'isSnapshot', 'snapshotReason', 'units'],
};

const WHY_SUBSCRIPTIONS = 'What changes is told over WebSocket instead of being asked for again and again.';

/** Answers that say what a data pipe does with messages. */
const PIPE_INSIGHTS: Readonly<Record<string, readonly string[]>> = {
  DataPipeCountersType: ['since', 'until', 'accepted', 'dropped', 'additionalPipelines'],
  DataPipeDropsType: ['reason', 'count'],
  DataPipePipelineCountersType: ['name', 'accepted', 'dropped'],
  DryRunMessageInput: ['payload', 'time'],
  DryRunStepType: ['pipeline', 'time', 'payload', 'stage', 'reason', 'stored'],
  DryRunStoredType: [
    'policy',
    'state',
    'size',
    'aggregationType',
    'startWindowDatetime',
    'endWindowDatetime',
  ],
  DryRunType: ['steps', 'end'],
};

const WHY_PIPE_INSIGHTS =
  'Tells an owner why messages are not stored, which the protocol leaves in the dark.';

/** Histories as charts need them. */
const POINTS: Readonly<Record<string, readonly string[]>> = {
  DataPipePointType: ['startDatetime', 'endDatetime', 'count', 'min', 'max', 'avg'],
  DataPipePointsInput: [
    'uuid',
    'pipeline',
    'points',
    'aggregationType',
    'startCreateDatetime',
    'endCreateDatetime',
    'relativeTime',
  ],
  DataPipePointsResultType: ['points'],
};

const WHY_POINTS = 'A chart has as many points as pixels, however many rows there are.';
/** What whoever operates the instance sees. */
const OPERATION: Readonly<Record<string, readonly string[]>> = {
  BrokerClientFilterInput: ['limit', 'offset', 'searchString'],
  BrokerClientsResultType: ['count', 'clients'],
  BrokerClientType: [
    'clientId',
    'unitUuid',
    'address',
    'protocol',
    'isConnected',
    'connectedDatetime',
    'isCleanSession',
    'subscriptions',
    'receivedMessages',
    'sentMessages',
    'queuedMessages',
  ],
  DeadLetterFilterInput: ['consumer', 'limit', 'beforeId'],
  DeadLettersResultType: ['count', 'deadLetters'],
  DeadLetterType: [
    'id',
    'consumer',
    'subject',
    'eventType',
    'reason',
    'deliveries',
    'failedDatetime',
    'payload',
  ],
  ServiceFailureType: ['check', 'reason'],
  ServiceInstanceType: [
    'service',
    'instance',
    'version',
    'startedDatetime',
    'isReady',
    'failures',
    'residentBytes',
    'settings',
    'jobs',
  ],
  ServiceJobType: [
    'name',
    'everySeconds',
    'lastStartDatetime',
    'lastDurationSeconds',
    'lastError',
    'runs',
    'failures',
  ],
  ServiceSettingType: ['name', 'value'],
  StreamConsumerType: ['name', 'pending', 'waitingForAck', 'redelivered', 'lastDeliveredDatetime'],
  StreamType: [
    'name',
    'subjects',
    'messages',
    'bytes',
    'maxBytes',
    'firstDatetime',
    'lastDatetime',
    'consumers',
  ],
  TelemetryPartitionType: ['partition', 'owner', 'lag'],
};

const WHY_OPERATION = 'Whoever operates an instance sees and mends it where users are, without a terminal.';

/** A view of the whole fleet: who is there, who is behind, and how all are linked. */
const FLEET: Readonly<Record<string, readonly string[]>> = {
  FleetSummaryType: [
    'units',
    'online',
    'offline',
    'neverSeen',
    'updating',
    'updateErrors',
    'outdated',
    'dataPipeErrors',
  ],
  UnitNodeEdgeFilterInput: ['limit', 'offset', 'unitNodeUuids', 'unitUuid'],
  UnitNodeEdgesResultType: ['count', 'unitNodeEdges'],
};

const WHY_FLEET =
  'A view of ten thousand Units shows at a glance what the protocol tells one by one, if at all.';
const WHY_PIPELINE = 'A node may have several pipelines; without a name the one of the protocol.';
const WHY_PLACE = 'An editor shows a problem where it is.';

const placesOf = (types: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(types).flatMap(([type, fields]) => [type, ...fields.map((field) => `${type}.${field}`)]);

const explained = (
  types: Readonly<Record<string, readonly string[]>>,
  why: string,
): Readonly<Record<string, string>> => Object.fromEntries(placesOf(types).map((place) => [place, why]));

/**
 * What the schema has beyond the protocol's (`docs/protocol/rest-graphql.md 3.2`), and what for; an argument of a field of
 * the protocol is `Type.field(argument)`.
 */
export const SCHEMA_ADDITIONS: Readonly<Record<string, string>> = {
  'AggregationType.endWindowDatetime': 'The end of the window, which the rows of REST have, too (10B.6).',
  'Mutation.discardDeadLetters': WHY_OPERATION,
  'Mutation.kickBrokerClient': WHY_OPERATION,
  'Mutation.logout': 'Ends the session of the token that asks; without it a token only ever expires.',
  'DataPipeFilterInput.pipeline': WHY_PIPELINE,
  'DataPipeValidationErrorType.column': WHY_PLACE,
  'DataPipeValidationErrorType.line': WHY_PLACE,
  'Mutation.redriveDeadLetters': WHY_OPERATION,
  'Mutation.setDataPipeDataCsv(pipeline)': WHY_PIPELINE,
  'Query.dryRunDataPipe': WHY_PIPE_INSIGHTS,
  'Query.getSession': 'A page whose session is in a cookie cannot read in the token who its user is.',
  'Query.getBrokerClients': WHY_OPERATION,
  'Query.getDataPipeCounters': WHY_PIPE_INSIGHTS,
  'Query.getDeadLetters': WHY_OPERATION,
  'Query.getFleetSummary': WHY_FLEET,
  'Query.getPipeDataPoints': WHY_POINTS,
  'Query.getUnitNodeEdges': WHY_FLEET,
  'UnitFilterInput.firmwareUpdateStatus': WHY_FLEET,
  'UnitFilterInput.isOnline': WHY_FLEET,
  'UnitFilterInput.isOutdated': WHY_FLEET,
  'UnitNodeFilterInput.hasDataPipeError': WHY_FLEET,
  'UnitType.isOnline': WHY_FLEET,
  'UnitType.isOutdated': WHY_FLEET,
  'UnitType.lastSeenDatetime': WHY_FLEET,
  'UnitType.targetCommit': WHY_FLEET,
  'Query.getServices': WHY_OPERATION,
  'Query.getStreams': WHY_OPERATION,
  'Query.getTelemetryPartitions': WHY_OPERATION,
  ...explained(OPERATION, WHY_OPERATION),
  ...explained(PIPE_INSIGHTS, WHY_PIPE_INSIGHTS),
  ...explained(POINTS, WHY_POINTS),
  ...explained(FLEET, WHY_FLEET),
  ...explained(SUBSCRIPTIONS, WHY_SUBSCRIPTIONS),
};
