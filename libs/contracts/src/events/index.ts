// Written by `npm run gen` from the files of this folder.

export * from './builder/mirror-failed.event';
export * from './builder/mirror-synced.event';
export * from './datapipe/pipeline-configured.event';
export * from './datapipe/pipeline-failed.event';
export * from './datapipe/pipeline-recovered.event';
export * from './notifier/alert-raised.event';
export * from './notifier/alert-resolved.event';
export * from './registry/repo-created.event';
export * from './registry/repo-deleted.event';
export * from './registry/repo-units-update-requested.event';
export * from './registry/repo-updated.event';
export * from './registry/repository-registry-deleted.event';
export * from './registry/repository-registry-sync-requested.event';
export * from './registry/user-blocked.event';
export * from './registry/user-registered.event';
export * from './registry/user-sessions-ended.event';
export * from './registry/user-unblocked.event';
export * from './units/unit-access-changed.event';
export * from './units/unit-created.event';
export * from './units/unit-deleted.event';
export * from './units/unit-logs-replaced.event';
export * from './units/unit-node-created.event';
export * from './units/unit-node-deleted.event';
export * from './units/unit-update-finished.event';
export * from './units/unit-update-requested.event';
export * from './units/unit-updated.event';
