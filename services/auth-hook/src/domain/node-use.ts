import { decide } from '@unitfleet/access';
import { nodeTopic, type NodeAccess, type NodeSight, type UnitActor } from '@unitfleet/contracts';
import type { TopicQuestion } from './topic-question';

/** A node as far as its topic goes, and the version of which that is known. */
export interface KnownNode {
  readonly version: number;
  readonly access: NodeAccess;
}

/** `stale`: what is known of the Unit and the node does not fit together, only the owner can tell. */
export type NodeVerdict = 'allow' | 'deny' | 'stale';

const isAllowed = ({ unitUuid, action }: TopicQuestion, node: NodeAccess, isGranted: boolean): boolean => {
  const actor: UnitActor = { kind: 'Unit', uuid: unitUuid };
  const { visibilityLevel: level, type, isRewritableInput } = node;
  const facts = { creatorUuid: null, level, unitUuid: node.unitUuid, type, isRewritableInput, isGranted };
  return decide(action === 'publish' ? 'broker.publish-node' : 'broker.subscribe-node', actor, facts).allowed;
};

/**
 * About a topic where no node is: nothing is ever published there, and a refusal would keep MicroPython reconnecting
 * (`docs/protocol/device.md`, oddity A3). What a wildcard would expand to is not the Unit's, so that is refused.
 */
export const judgeVanished = ({ action }: TopicQuestion, isWhole: boolean): boolean =>
  action === 'subscribe' && isWhole;

/** About a node of the Unit itself; below it a Unit hears everything, for there is nothing of anybody else. */
export const judgeOwn = (
  question: TopicQuestion,
  node: NodeAccess,
  place: { readonly isWhole: boolean; readonly domain: string },
): boolean => {
  if (!place.isWhole) return question.action === 'subscribe';
  return isTopicOf(node, question.topic, place.domain) && isAllowed(question, node, false);
};

/** The rest of a node's name is not on the wire, but whether it ends with the platform's suffix is. */
export const isTopicOf = (node: NodeAccess, topic: string, domain: string): boolean =>
  nodeTopic(domain, node.uuid, node.topicName) === topic;

/**
 * About a node of another Unit. Allowed is only what the owner has noted: it sees to the end of it. A subscription is
 * refused only when the sight is as new as the node: between a change and its grace nobody is to be sent away.
 *
 * @param now milliseconds since 1970
 */
export const judgeForeign = (
  question: TopicQuestion,
  node: KnownNode,
  sight: NodeSight,
  now: number,
): NodeVerdict => {
  if (isAllowed(question, node.access, sight.isGranted)) return sight.isNoted ? 'allow' : 'stale';
  if (question.action === 'publish') return 'deny';
  if (sight.gracedUntil !== null && sight.gracedUntil.getTime() > now) return 'allow';
  return sight.nodeVersion < node.version ? 'stale' : 'deny';
};
