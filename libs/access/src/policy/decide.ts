import { Actor, noAccess } from '@unitfleet/contracts';
import { AgentFacts } from './facts';
import { FactsOf, Operation, OPERATIONS } from './operations';
import { Refusal, Row } from './rule';

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: Refusal };

const TEXTS: Record<Refusal, string> = {
  agent: 'is not open to agents of this kind',
  blocked: 'is refused: the user is blocked',
  role: 'needs the role Admin',
  visibility: 'needs sight of the resource',
  ownership: 'is for the owner',
  credentials: 'needs valid credentials of your own for the private registry',
  scope: 'is outside of what this token is for',
  direction: 'is not allowed for this topic',
};

const TABLE: { readonly [O in Operation]: Row<FactsOf<O>> } = OPERATIONS;

/**
 * Whether an agent may do something: the one place where this is decided (`docs/protocol/rest-graphql.md 4.14`). The
 * service that owns the data gathers the facts; that the resource exists has been checked before.
 */
export const decide = <O extends Operation>(
  operation: O,
  actor: Actor,
  facts: FactsOf<O> & AgentFacts,
): Decision => {
  if (facts.isBlocked === true) return { allowed: false, reason: 'blocked' };
  const rule = TABLE[operation][actor.kind];
  if (rule === undefined) return { allowed: false, reason: 'agent' };
  return rule.allows(actor, facts) ? { allowed: true } : { allowed: false, reason: rule.refusal };
};

/** Throws NoAccess (403 code 1) unless `decide` allows. */
export const requireAccess = <O extends Operation>(
  operation: O,
  actor: Actor,
  facts: FactsOf<O> & AgentFacts,
): void => {
  const decision = decide(operation, actor, facts);
  if (!decision.allowed) throw noAccess(`${operation} ${TEXTS[decision.reason]}`);
};
