import {
  BaseSection,
  baseTopic,
  INPUT_BASE,
  nodeTopic,
  OUTPUT_BASE,
  UnitNodeType,
} from '@unitfleet/contracts';
import { INPUT_NODES, OUTPUT_NODES, SchemaTemplate } from './schema-template';

/** A node as far as its topic goes. */
export interface SchemaNode {
  readonly uuid: string;
  readonly topicName: string;
}

export interface SchemaDocumentParts {
  /** `PU_DOMAIN`, first level of every topic. */
  readonly domain: string;
  readonly unitUuid: string;
  /** Template of the Unit's target version: it decides which names appear. */
  readonly template: SchemaTemplate;
  readonly nodes: readonly (SchemaNode & { readonly type: UnitNodeType })[];
  /** Outputs of any Unit that are linked to an Input of this one, by the Input's uuid. */
  readonly linkedOutputs: Readonly<Record<string, readonly SchemaNode[]>>;
}

/** `schema.json`: section -> topic name -> topics on the wire, the Unit's own first. */
export type SchemaDocument = Record<string, Record<string, string[]>>;

type Section = Record<string, string[]>;

/**
 * Builds what a device reads as `schema.json` (`docs/protocol/device.md 4.1`). A topic that has no node yet is left
 * out, never an error: an answer other than 200 would overwrite the device's file. Sections of the developer's own
 * stay as empty objects.
 */
export const buildSchemaDocument = (parts: SchemaDocumentParts): SchemaDocument => {
  const { domain, template } = parts;
  const topicOf = (node: SchemaNode): string => nodeTopic(domain, node.uuid, node.topicName);

  const baseTopics = (section: BaseSection, names: readonly string[]): Section =>
    Object.fromEntries(names.map((name) => [name, [baseTopic(domain, section, parts.unitUuid, name)]]));

  const nodeTopics = (type: UnitNodeType, names: readonly string[]): Section => {
    const byName = new Map(
      parts.nodes.filter((node) => node.type === type).map((node) => [node.topicName, node]),
    );
    return Object.fromEntries(
      names.flatMap((name) => {
        const node = byName.get(name);
        if (node === undefined) return [];
        const linked = type === 'Input' ? (parts.linkedOutputs[node.uuid] ?? []) : [];
        return [[name, [node, ...linked].map(topicOf)]];
      }),
    );
  };

  const known = new Map<string, Section>([
    [INPUT_BASE, baseTopics(INPUT_BASE, template.inputBaseTopics)],
    [OUTPUT_BASE, baseTopics(OUTPUT_BASE, template.outputBaseTopics)],
    [INPUT_NODES, nodeTopics('Input', template.inputTopics)],
    [OUTPUT_NODES, nodeTopics('Output', template.outputTopics)],
  ]);
  return Object.fromEntries(template.sections.map((section) => [section, known.get(section) ?? {}]));
};
