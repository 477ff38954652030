import {
  baseTopic,
  type DeviceRule,
  INPUT_BASE,
  LOG_TOPIC,
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
  /** Outputs of other Units that this one may listen to by its edges. */
  readonly linkedOutputs: readonly TopicNode[];
}

/**
 * What a Unit may do at the broker without asking (`docs/protocol/decisions.md`, "Devices"). State and log are always
 * among it, for a device may run another version than the one it is to go to. Base inputs are left out on purpose.
 */
export const deviceRules = (parts: DeviceRuleParts): DeviceRule[] => {
  const { domain, unitUuid, nodes } = parts;
  const topicOf = ({ uuid, topicName }: TopicNode) => nodeTopic(domain, uuid, topicName);
  const baseOutputs = new Set([STATE_TOPIC, LOG_TOPIC, ...parts.outputBaseTopics]);
  const own = nodes.map(topicOf);
  const linked = parts.linkedOutputs.map(topicOf);
  return [
    {
      action: 'publish',
      topics: [
        ...nodes.filter(({ type }) => type === 'Output').map(topicOf),
        ...[...baseOutputs].map((name) => baseTopic(domain, OUTPUT_BASE, unitUuid, name)),
      ],
    },
    { action: 'subscribe', topics: [...new Set([...own, ...linked])] },
  ];
};

/**
 * Whether a topic lies below the Unit's own base topics: the outputs to publish, the inputs to subscribe, the latter
 * also by wildcard, for nothing but the Unit's own is there. Names with another number of levels are legal in a
 * schema, and a refusal would send MicroPython into its reconnect loop (`docs/protocol/device.md`, oddity A3).
 */
export const isOwnBaseTopic = (
  domain: string,
  unitUuid: string,
  action: 'publish' | 'subscribe',
  topic: string,
): boolean => {
  const section = action === 'publish' ? OUTPUT_BASE : INPUT_BASE;
  const prefix = `${domain}/${section}/${unitUuid}/`;
  return topic.startsWith(prefix) && topic.length > prefix.length;
};
