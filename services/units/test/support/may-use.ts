import { decide } from '@unitfleet/access';
import { getNodeAccess, nodeTopic, placeOfTopic, type UnitActor } from '@unitfleet/contracts';
import { DOMAIN, type UnitsRig } from './units-rig';

/** What follows for a Unit from what the service says of a node's topic, as `auth-hook` concludes it. */
export const mayUse = async (
  rig: UnitsRig,
  unit: { readonly uuid: string },
  action: 'publish' | 'subscribe',
  topic: string,
): Promise<boolean> => {
  const place = placeOfTopic(topic, DOMAIN);
  if (place?.kind !== 'node') throw new Error(`${topic} is no node's`);
  const question = { unitUuid: unit.uuid, nodeUuid: place.nodeUuid };
  const access = await rig.ask({ kind: 'Backend' }, getNodeAccess, question);
  if (!access?.sight) return false;
  const { node, sight } = access;
  if (!node) return action === 'subscribe';
  if (nodeTopic(DOMAIN, node.uuid, node.topicName) !== topic) return false;
  const actor: UnitActor = { kind: 'Unit', uuid: unit.uuid };
  const facts = { ...node, creatorUuid: null, level: node.visibilityLevel, isGranted: sight.isGranted };
  if (decide(action === 'publish' ? 'broker.publish-node' : 'broker.subscribe-node', actor, facts).allowed)
    return sight.isNoted;
  const isGraced = sight.gracedUntil !== null && sight.gracedUntil > rig.now();
  return action === 'subscribe' && isGraced;
};
