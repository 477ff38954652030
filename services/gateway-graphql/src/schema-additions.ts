/** Subscriptions, and the types that only they have. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly string[]>> = {
  Subscription: ['repositoryRegistrySyncs', 'unitLogs', 'unitNodeStates', 'unitStates', 'unitUpdates'],
  SnapshotReason: ['ACCESS_CHANGED', 'CURSOR_EXPIRED', 'LAGGED', 'MESSAGES_LOST', 'SUBSCRIBED'],
  RepositoryRegistrySyncType: ['uuid', 'syncStatus', 'syncError'],
  UnitNodeStateType: ['uuid', 'state', 'lastUpdateDatetime'],
  UnitStateChangeType: ['uuid', 'unitState', 'currentCommitVersion', 'lastUpdateDatetime'],
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
  Query: ['dryRunDataPipe', 'getDataPipeCounters'],
  DataPipeCountersType: ['since', 'until', 'accepted', 'dropped'],
  DataPipeDropsType: ['reason', 'count'],
  DryRunMessageInput: ['payload', 'time'],
  DryRunStepType: ['time', 'payload', 'stage', 'reason', 'stored'],
  DryRunStoredType: ['policy', 'state', 'size', 'startWindowDatetime', 'endWindowDatetime'],
  DryRunType: ['steps', 'end'],
};

const WHY_PIPE_INSIGHTS =
  'Tells an owner why messages are not stored, which the protocol leaves in the dark.';

const placesOf = (types: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(types).flatMap(([type, fields]) => [type, ...fields.map((field) => `${type}.${field}`)]);

const subscriptionPlaces = placesOf(SUBSCRIPTIONS);
const pipePlaces = placesOf(PIPE_INSIGHTS).filter((place) => place !== 'Query');

/** What the schema has beyond the protocol's (`docs/protocol/rest-graphql.md 3.2`), and what for. */
export const SCHEMA_ADDITIONS: Readonly<Record<string, string>> = {
  'AggregationType.endWindowDatetime': 'The end of the window, which the rows of REST have, too (10B.6).',
  'Mutation.logout': 'Ends the session of the token that asks; without it a token only ever expires.',
  ...Object.fromEntries(pipePlaces.map((place) => [place, WHY_PIPE_INSIGHTS])),
  ...Object.fromEntries(subscriptionPlaces.map((place) => [place, WHY_SUBSCRIPTIONS])),
};
