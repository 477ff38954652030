import { Actor, VISIBILITY_LEVELS, VisibilityLevel } from '@unitfleet/contracts';

/**
 * Which entities a list may show: those of `levels`, and those of `grantedLevels` for which the agent holds a
 * permission. Both empty: no rows.
 */
export interface VisibleScope {
  readonly levels: readonly VisibilityLevel[];
  readonly grantedLevels: readonly VisibilityLevel[];
}

export interface ListRequest {
  /** Levels asked for; absent means all, null or an empty list means none. Unknown words match nothing. */
  readonly levels?: readonly string[] | null;
  /**
   * Whether the agent holds any permission for this kind of resource, whatever the level of the entity. The rows that
   * come with creation count: a creator's own, a Unit's to itself, its nodes and its Repo.
   */
  readonly holdsPermissions: boolean;
}

const NOTHING: VisibleScope = { levels: [], grantedLevels: [] };

/**
 * Scope of `repos`, `units` and `unit_nodes` (`docs/protocol/rest-graphql.md 4.3`, "Lists"). Kept as it is although it
 * surprises (10A.7): levels asked for are ignored for anonymous agents and for agents without permissions.
 */
export const visibleScope = (actor: Actor, request: ListRequest): VisibleScope => {
  switch (actor.kind) {
    case 'Bot':
      return { levels: ['Public'], grantedLevels: [] };
    case 'Backend':
      return { levels: VISIBILITY_LEVELS, grantedLevels: [] };
    case 'User':
    case 'Unit': {
      if (!request.holdsPermissions) return { levels: ['Public', 'Internal'], grantedLevels: [] };
      const { levels = VISIBILITY_LEVELS } = request;
      const wanted = VISIBILITY_LEVELS.filter((level) => levels?.includes(level));
      return {
        levels: wanted.filter((level) => level !== 'Private'),
        grantedLevels: wanted.filter((level) => level === 'Private'),
      };
    }
    case 'Grafana':
    case 'GrafanaUnitNode':
      return NOTHING;
  }
};

/** Whether a list of repository registries shows private ones: they have no levels, and are hidden from anonymous agents only. */
export const seesPrivateRegistries = (actor: Actor): boolean =>
  actor.kind === 'User' || actor.kind === 'Backend';
