import type { UnitNodeType } from '@unitfleet/contracts';
import type { SchemaTemplate } from '@unitfleet/unit-files';

/** A node is the same as long as both stay: a topic that moves between input and output is another node. */
export interface NodeKey {
  readonly type: UnitNodeType;
  readonly topicName: string;
}

export const wantedNodes = (template: SchemaTemplate): NodeKey[] => [
  ...template.inputTopics.map((topicName): NodeKey => ({ type: 'Input', topicName })),
  ...template.outputTopics.map((topicName): NodeKey => ({ type: 'Output', topicName })),
];

const keyOf = ({ type, topicName }: NodeKey): string => `${type} ${topicName}`;

/** What to create and what to delete so that a Unit has the nodes of a version (`docs/protocol/device.md 6.5`). */
export const diffNodes = <Existing extends NodeKey>(
  existing: readonly Existing[],
  template: SchemaTemplate,
): { missing: NodeKey[]; superfluous: Existing[] } => {
  const wanted = wantedNodes(template);
  const wantedKeys = new Set(wanted.map(keyOf));
  const existingKeys = new Set(existing.map(keyOf));
  return {
    missing: wanted.filter((key) => !existingKeys.has(keyOf(key))),
    superfluous: existing.filter((node) => !wantedKeys.has(keyOf(node))),
  };
};
