import {
  type BaseSection,
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

const BASE_SECTIONS: readonly BaseSection[] = [INPUT_BASE, OUTPUT_BASE];

/**
 * The Unit below whose base topics a topic or filter lies, and on which side; null for other topics. Only the owner's
 * level is looked at: names with another number of levels are legal in a schema, and their refusal would send
 * MicroPython into its reconnect loop (`docs/protocol/device.md`, oddity A3); a wildcard behind it expands to nothing
 * but the owner's.
 */
export const ownerOfBaseTopic = (
  domain: string,
  topic: string,
): { section: BaseSection; unitUuid: string } | null => {
  for (const section of BASE_SECTIONS) {
    const prefix = `${domain}/${section}/`;
    if (!topic.startsWith(prefix)) continue;
    const [unitUuid = '', ...name] = topic.slice(prefix.length).split('/');
    return name.join('/') === '' ? null : { section, unitUuid };
  }
  return null;
};
