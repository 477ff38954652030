/** What access can be given to. */
export type ResourceType = 'REPO' | 'UNIT' | 'UNIT_NODE';

/** Whom access can be given to. */
export type AgentType = 'USER' | 'UNIT';

/** Somebody or something that has access. */
export interface Agent {
  readonly uuid: string;
  readonly type: AgentType;
}

/** Why an access cannot be taken back: it came with creation (`docs/protocol/rest-graphql.md 4.13`). */
export type Keeping = 'owner' | 'self' | 'ownNode';

interface Resource {
  readonly type: ResourceType;
  readonly uuid: string;
  /** Of a node: its Unit. */
  readonly unitUuid?: string;
}

/** Whether an access stays for good, as seen by the creator of the resource. */
export const keepingOf = (agent: Agent, resource: Resource, creatorUuid: string): Keeping | null => {
  if (agent.uuid === creatorUuid) return 'owner';
  if (agent.uuid === resource.uuid) return 'self';
  return resource.type === 'UNIT_NODE' && agent.uuid === resource.unitUuid ? 'ownNode' : null;
};
