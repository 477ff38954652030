import {
  baseTopic,
  type DeviceRule,
  LOG_TOPIC,
  type NodeAccess,
  nodeTopic,
  OUTPUT_BASE,
  STATE_TOPIC,
  type UnitNodeType,
} from '@unitfleet/contracts';

interface TopicNode {
  readonly uuid: string;
  readonly topicName: string;
}

export interface DeviceRuleParts {
  readonly domain: string;
  readonly unitUuid: string;
  /** Names of base outputs of the version that the nodes belong to. */
  readonly outputBaseTopics: readonly string[];
  readonly nodes: readonly (TopicNode & { readonly type: UnitNodeType })[];
}

/**
 * What a Unit may do at the broker without asking (`docs/protocol/decisions.md`, "Devices"). State and log are always
 * among it, for a device may run another version than the one it is to go to. Base inputs are left out on purpose, and
 * so are linked Outputs: the broker holds these rules for as long as the connection lives, and an edge may go sooner.
 */
export const deviceRules = (parts: DeviceRuleParts): DeviceRule[] => {
  const { domain, unitUuid, nodes } = parts;
  const topicOf = ({ uuid, topicName }: TopicNode) => nodeTopic(domain, uuid, topicName);
  const baseOutputs = new Set([STATE_TOPIC, LOG_TOPIC, ...parts.outputBaseTopics]);
  return [
    {
      action: 'publish',
      topics: [
        ...nodes.filter(({ type }) => type === 'Output').map(topicOf),
        ...[...baseOutputs].map((name) => baseTopic(domain, OUTPUT_BASE, unitUuid, name)),
      ],
    },
    { action: 'subscribe', topics: nodes.map(topicOf) },
  ];
};

/** What is known to others of who may use a node's topic. */
export const nodeAccessOf = (node: NodeAccess): NodeAccess => ({
  uuid: node.uuid,
  unitUuid: node.unitUuid,
  type: node.type,
  topicName: node.topicName,
  visibilityLevel: node.visibilityLevel,
  isRewritableInput: node.isRewritableInput,
});
