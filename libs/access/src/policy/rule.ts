import { Actor, ActorKind, INPUT_BASE, OUTPUT_BASE, UserActor } from '@unitfleet/contracts';
import {
  BaseTopicFacts,
  EdgeFacts,
  NewEdgeFacts,
  NodeFacts,
  OwnedFacts,
  PanelNodeFacts,
  PermissionFacts,
  RegistryFacts,
  UnitFacts,
  VisibleFacts,
} from './facts';

/** Why an agent was refused. */
export type Refusal =
  'agent' | 'blocked' | 'role' | 'visibility' | 'ownership' | 'credentials' | 'scope' | 'direction';

/** One cell of the access matrix: a question about an agent and the facts, and what "no" means. */
export interface Rule<F> {
  readonly refusal: Refusal;
  readonly allows: (actor: Actor, facts: F) => boolean;
}

/** One row of the access matrix: kinds of agents that have no cell are refused. */
export type Row<F> = { readonly [kind in ActorKind]?: Rule<F> };

const isActor = (actor: Actor, uuid: string | null | undefined): boolean =>
  (actor.kind === 'User' || actor.kind === 'Unit') && actor.uuid === uuid;

const isUser = (actor: Actor, uuid: string | null): boolean => actor.kind === 'User' && isActor(actor, uuid);

/** Whether an agent sees a thing (`docs/protocol/rest-graphql.md 4.3`); the role Admin sees no more than others. */
const sees = (actor: Actor, facts: VisibleFacts): boolean => {
  if (actor.kind === 'Backend' || facts.level === 'Public') return true;
  if (actor.kind !== 'User' && actor.kind !== 'Unit') return false;
  if (facts.level === 'Internal') return true;
  return (
    facts.isGranted ||
    isUser(actor, facts.creatorUuid) ||
    (actor.kind === 'Unit' && actor.uuid === facts.unitUuid)
  );
};

const isWritableInput = (facts: NodeFacts): boolean => facts.type === 'Input' && facts.isRewritableInput;

const rule = <F>(refusal: Refusal, allows: (actor: Actor, facts: F) => boolean): Rule<F> => ({
  refusal,
  allows,
});

export const any = rule<unknown>('agent', () => true);

export const admin = rule<unknown>('role', (actor) => (actor as UserActor).role === 'Admin');

export const visible = rule<VisibleFacts>('visibility', sees);

export const creator = rule<OwnedFacts>('ownership', (actor, { creatorUuid }) => isUser(actor, creatorUuid));

/** The very Unit. */
export const self = rule<Pick<UnitFacts, 'unitUuid'>>('ownership', (actor, { unitUuid }) =>
  isActor(actor, unitUuid),
);

export const publicRegistry = rule<RegistryFacts>('visibility', (_, { isPublic }) => isPublic);

/** Any User for a public registry; for a private one, whose own credentials are valid (`docs/protocol/rest-graphql.md 4.4`). */
export const registryAccess = rule<RegistryFacts>(
  'credentials',
  (_, { isPublic, ownCredentials }) => isPublic || ownCredentials === 'Valid',
);

export const visibleAndRewritable = rule<NodeFacts>(
  'visibility',
  (actor, facts) => sees(actor, facts) && facts.isRewritableInput,
);

export const bothVisible = rule<NewEdgeFacts>(
  'visibility',
  (actor, { output, input }) => sees(actor, output) && sees(actor, input),
);

export const edgeOrInputCreator = rule<EdgeFacts>(
  'ownership',
  (actor, facts) => isUser(actor, facts.edgeCreatorUuid) || isUser(actor, facts.inputCreatorUuid),
);

/** The creator of the resource, or the agent itself giving up access (`docs/protocol/rest-graphql.md 4.13`). */
export const creatorOrHolder = rule<PermissionFacts>(
  'ownership',
  (actor, facts) => isUser(actor, facts.creatorUuid) || isActor(actor, facts.agentUuid),
);

export const panelAndNodeCreator = rule<PanelNodeFacts>(
  'ownership',
  (actor, facts) => isUser(actor, facts.panelCreatorUuid) && isUser(actor, facts.nodeCreatorUuid),
);

/** A panel's token reads the one node that it names. */
export const namedNode = rule<{ readonly unitNodeUuid: string }>(
  'scope',
  (actor, { unitNodeUuid }) => actor.kind === 'GrafanaUnitNode' && actor.uuid === unitNodeUuid,
);

/** A Unit publishes to its own Outputs, and to rewritable Inputs that it sees (`docs/protocol/decisions.md`, "Devices"). */
export const publishes = rule<NodeFacts>('direction', (actor, facts) =>
  facts.type === 'Output' ? isActor(actor, facts.unitUuid) : isWritableInput(facts) && sees(actor, facts),
);

/** A Unit hears its own nodes, and Outputs that it sees (`docs/protocol/decisions.md`, "Devices"). */
export const hears = rule<NodeFacts>(
  'direction',
  (actor, facts) => isActor(actor, facts.unitUuid) || (facts.type === 'Output' && sees(actor, facts)),
);

/** A Unit publishes to its own base outputs and hears its own base inputs. */
export const ownBaseTopic = rule<BaseTopicFacts>(
  'direction',
  (actor, { unitUuid, section, action }) =>
    isActor(actor, unitUuid) && section === (action === 'publish' ? OUTPUT_BASE : INPUT_BASE),
);
