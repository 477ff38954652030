import { DomainError, INPUT_BASE, OUTPUT_BASE, UnitNodeType } from '@unitfleet/contracts';
import { consistsOf, TOPIC_SYMBOLS } from '@unitfleet/security';
import { isJsonObject, JsonValue, parseJson } from '../json/json-object';

export const SCHEMA_TEMPLATE_FILE = 'schema_example.json';
export const INPUT_NODES = 'input_topic';
export const OUTPUT_NODES = 'output_topic';

const REQUIRED_SECTIONS = [INPUT_BASE, OUTPUT_BASE, INPUT_NODES, OUTPUT_NODES] as const;
const TOPIC_LENGTH_LIMIT = 65_435;

/** What a repository's `schema_example.json` declares; each list in file order, without repetitions. */
export interface SchemaTemplate {
  readonly inputBaseTopics: readonly string[];
  readonly outputBaseTopics: readonly string[];
  readonly inputTopics: readonly string[];
  readonly outputTopics: readonly string[];
  /** All sections in file order, the four known ones among them. */
  readonly sections: readonly string[];
}

const invalid = (text: string): DomainError => new DomainError('GitRepo', `${SCHEMA_TEMPLATE_FILE}: ${text}`);

const readTopics = (section: string, value: JsonValue, symbols: string): string[] => {
  if (!Array.isArray(value)) throw invalid(`${section} must be a list`);
  for (const topic of value) {
    if (typeof topic !== 'string') throw invalid(`${section} must list strings`);
    if (topic.length >= TOPIC_LENGTH_LIMIT) throw invalid(`a topic in ${section} is too long`);
    if (!consistsOf(topic, symbols)) throw invalid(`"${topic}" in ${section} may only use ${symbols}`);
  }
  return [...new Set(value as string[])];
};

/**
 * Reads `schema_example.json` (`docs/protocol/device.md 3.1`). `symbols` is `PU_AVAILABLE_TOPIC_SYMBOLS`. Throws
 * JsonDecode (422 code 9) for text that is not JSON and GitRepo (422 code 5) for what breaks a rule; four empty lists
 * are a valid file. That the file exists is for the caller to see to.
 */
export const parseSchemaTemplate = (text: string, symbols: string = TOPIC_SYMBOLS): SchemaTemplate => {
  const root = parseJson(text, SCHEMA_TEMPLATE_FILE);
  if (!isJsonObject(root)) throw invalid('must be an object');
  const missing = REQUIRED_SECTIONS.filter((section) => !Object.hasOwn(root, section));
  if (missing.length > 0) throw invalid(`lacks ${missing.join(', ')}`);
  const topics = new Map(
    Object.entries(root).map(([section, value]) => [section, readTopics(section, value, symbols)]),
  );
  return {
    inputBaseTopics: topics.get(INPUT_BASE) ?? [],
    outputBaseTopics: topics.get(OUTPUT_BASE) ?? [],
    inputTopics: topics.get(INPUT_NODES) ?? [],
    outputTopics: topics.get(OUTPUT_NODES) ?? [],
    sections: [...topics.keys()],
  };
};

/** The template as far as it can be told from what a Unit has; sections of the developer's own are not remembered. */
export const knownTemplate = (unit: {
  readonly inputBaseTopics: readonly string[];
  readonly outputBaseTopics: readonly string[];
  readonly nodes: readonly { readonly type: UnitNodeType; readonly topicName: string }[];
}): SchemaTemplate => {
  const namesOf = (type: UnitNodeType): string[] =>
    unit.nodes.filter((node) => node.type === type).map(({ topicName }) => topicName);
  return {
    inputBaseTopics: unit.inputBaseTopics,
    outputBaseTopics: unit.outputBaseTopics,
    inputTopics: namesOf('Input'),
    outputTopics: namesOf('Output'),
    sections: REQUIRED_SECTIONS,
  };
};
