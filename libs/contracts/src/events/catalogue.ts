// Written by `npm run gen` from the files of this folder.

import type { EventDefinition } from './define-event';
import { mirrorFailed } from './builder/mirror-failed.event';
import { mirrorSynced } from './builder/mirror-synced.event';
import { dashboardSynced } from './dashboards/dashboard-synced.event';
import { pipelineConfigured } from './datapipe/pipeline-configured.event';
import { pipelineFailed } from './datapipe/pipeline-failed.event';
import { pipelineRecovered } from './datapipe/pipeline-recovered.event';
import { alertRaised } from './notifier/alert-raised.event';
import { alertResolved } from './notifier/alert-resolved.event';
import { repoCreated } from './registry/repo-created.event';
import { repoDeleted } from './registry/repo-deleted.event';
import { repoUnitsUpdateRequested } from './registry/repo-units-update-requested.event';
import { repoUpdated } from './registry/repo-updated.event';
import { repositoryRegistryDeleted } from './registry/repository-registry-deleted.event';
import { repositoryRegistrySyncRequested } from './registry/repository-registry-sync-requested.event';
import { userBlocked } from './registry/user-blocked.event';
import { userRegistered } from './registry/user-registered.event';
import { userSessionsEnded } from './registry/user-sessions-ended.event';
import { userUnblocked } from './registry/user-unblocked.event';
import { unitAccessChanged } from './units/unit-access-changed.event';
import { unitCreated } from './units/unit-created.event';
import { unitDeleted } from './units/unit-deleted.event';
import { unitLogsReplaced } from './units/unit-logs-replaced.event';
import { unitNodeAccessChanged } from './units/unit-node-access-changed.event';
import { unitNodeCreated } from './units/unit-node-created.event';
import { unitNodeDeleted } from './units/unit-node-deleted.event';
import { unitPermissionCreated } from './units/unit-permission-created.event';
import { unitPermissionDeleted } from './units/unit-permission-deleted.event';
import { unitUpdateFinished } from './units/unit-update-finished.event';
import { unitUpdateRequested } from './units/unit-update-requested.event';
import { unitUpdated } from './units/unit-updated.event';

/** Every event of the fleet, in the order of its folder. */
export const EVENT_CATALOGUE: readonly EventDefinition[] = [
  mirrorFailed,
  mirrorSynced,
  dashboardSynced,
  pipelineConfigured,
  pipelineFailed,
  pipelineRecovered,
  alertRaised,
  alertResolved,
  repoCreated,
  repoDeleted,
  repoUnitsUpdateRequested,
  repoUpdated,
  repositoryRegistryDeleted,
  repositoryRegistrySyncRequested,
  userBlocked,
  userRegistered,
  userSessionsEnded,
  userUnblocked,
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitLogsReplaced,
  unitNodeAccessChanged,
  unitNodeCreated,
  unitNodeDeleted,
  unitPermissionCreated,
  unitPermissionDeleted,
  unitUpdateFinished,
  unitUpdateRequested,
  unitUpdated,
];
