/** Expressions over a row of `units` by its alias: how a Unit is, besides what its row says. */

export const isOnline = (unit: string): string =>
  `exists (select 1 from device_connections connection where connection.unit_uuid = ${unit}.uuid)`;

/** The row of the Unit's target. */
export const isTargetOf = (unit: string, target: string): string =>
  `${target}.repo_uuid = ${unit}.repo_uuid and ${target}.choice = ${unit}.version_choice`;

/** A version was reported, and is not the target: as `isOutdated` says it of a row. */
export const isBehindTarget = (unit: string): string =>
  `exists (select 1 from version_targets target where ${isTargetOf(unit, 'target')}
     and target.target_commit <> ${unit}.current_commit_version)`;

/** What `lastSeenAt` and `trackedColumns` read besides the Unit: at most one row each. */
export const trackingJoins = (unit: string): string =>
  `left join device_presences presence on presence.unit_uuid = ${unit}.uuid
   left join version_targets target on ${isTargetOf(unit, 'target')}`;

/** Null for never. */
export const lastSeenAt = (unit: string): string => `greatest(${unit}.state_received_at, presence.seen_at)`;

/** What `UnitTracking` is read from. */
export const trackedColumns = (unit: string): string =>
  `${isOnline(unit)} as "isOnline", ${lastSeenAt(unit)} as "lastSeenDatetime",
   target.target_commit as "targetCommit"`;

/** Of a Unit, what is kept beside its row. */
export interface UnitTracking {
  readonly isOnline: boolean;
  readonly lastSeenDatetime: Date | null;
  readonly targetCommit: string | null;
}
