import { BaseSection, CredentialStatus, UnitNodeType, VisibilityLevel } from '@unitfleet/contracts';

/** Known of any agent. */
export interface AgentFacts {
  /** The User, or the owner of the Unit, is blocked: nothing is allowed. */
  readonly isBlocked?: boolean;
}

/** Who made a thing; null when that user is gone. */
export interface OwnedFacts {
  readonly creatorUuid: string | null;
}

/** A Repo, Unit or UnitNode as far as sight of it goes (`docs/protocol/rest-graphql.md 4.3`). */
export interface VisibleFacts extends OwnedFacts {
  readonly level: VisibilityLevel;
  /** The agent holds a permission for it; only asked for when it is private. */
  readonly isGranted: boolean;
  /** The Unit that it is, or is a node of; absent for a Repo. */
  readonly unitUuid?: string;
}

/** A Unit. */
export interface UnitFacts extends OwnedFacts {
  readonly unitUuid: string;
}

/** A UnitNode as far as writing to it goes. */
export interface NodeFacts extends VisibleFacts {
  readonly unitUuid: string;
  readonly type: UnitNodeType;
  readonly isRewritableInput: boolean;
}

/** A repository registry; `ownCredentials` is the status of the agent's own entry, null without one. */
export interface RegistryFacts {
  readonly isPublic: boolean;
  readonly ownCredentials: CredentialStatus | null;
}

/** Both ends of an edge to be. */
export interface NewEdgeFacts {
  readonly output: VisibleFacts;
  readonly input: VisibleFacts;
}

export interface EdgeFacts {
  readonly edgeCreatorUuid: string | null;
  readonly inputCreatorUuid: string | null;
}

/** A permission to be taken away: the creator of its resource, and the agent that holds it. */
export interface PermissionFacts extends OwnedFacts {
  readonly agentUuid: string;
}

export interface PanelNodeFacts {
  readonly panelCreatorUuid: string | null;
  readonly nodeCreatorUuid: string | null;
}

/** One of a Unit's base topics, and what is to be done with it. */
export interface BaseTopicFacts {
  readonly unitUuid: string;
  readonly section: BaseSection;
  readonly action: 'publish' | 'subscribe';
}
