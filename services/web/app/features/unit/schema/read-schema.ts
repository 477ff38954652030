/** Parts of a schema, in the order in which they are shown (`docs/protocol/device.md 4.1`). */
export const SCHEMA_PARTS = ['input_topic', 'output_topic', 'input_base_topic', 'output_base_topic'] as const;

export type SchemaPart = (typeof SCHEMA_PARTS)[number];

/** A name that the firmware uses, and the topics of the broker that it means. */
export interface SchemaTopic {
  readonly name: string;
  readonly topics: readonly { readonly topic: string; readonly nodeUuid: string | null }[];
}

export type Schema = Readonly<Record<SchemaPart, readonly SchemaTopic[]>>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `DOMAIN/<node>` or `DOMAIN/<node>/pepeunit` is a node's topic (`docs/protocol/device.md 1.2`). */
const nodeOf = (topic: string): string | null => {
  const [, uuid = '', ...rest] = topic.split('/');
  return UUID.test(uuid) && rest.length <= 1 ? uuid : null;
};

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const partOf = (value: unknown): SchemaTopic[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, topics]) => ({
        name,
        topics: textsOf(topics).map((topic) => ({ topic, nodeUuid: nodeOf(topic) })),
      }))
    : [];

/** Reads a schema; null for what is none. */
export const readSchema = (text: string): Schema | null => {
  try {
    const root = JSON.parse(text) as Record<string, unknown> | null;
    if (typeof root !== 'object' || root === null) return null;
    return Object.fromEntries(SCHEMA_PARTS.map((part) => [part, partOf(root[part])])) as unknown as Schema;
  } catch {
    return null;
  }
};

/** Nodes that the schema names, each once. */
export const nodesOf = (schema: Schema): string[] => [
  ...new Set(
    SCHEMA_PARTS.flatMap((part) => schema[part])
      .flatMap(({ topics }) => topics)
      .flatMap(({ nodeUuid }) => nodeUuid ?? []),
  ),
];
