/** Names of the base topic sections; they are also keys of schema.json (`docs/protocol/device.md 1.2`). */
export const INPUT_BASE = 'input_base_topic';
export const OUTPUT_BASE = 'output_base_topic';

/** Suffix by which a device allows the platform to read a topic. */
export const PLATFORM_SUFFIX = '/pepeunit';

export const STATE_TOPIC = 'state/pepeunit';
export const LOG_TOPIC = 'log/pepeunit';

/** Base input topic on which a device hears a command. */
export const COMMAND_TOPICS = {
  Update: 'update/pepeunit',
  EnvUpdate: 'env_update/pepeunit',
  SchemaUpdate: 'schema_update/pepeunit',
  LogSync: 'log_sync/pepeunit',
} as const;

export type BaseSection = typeof INPUT_BASE | typeof OUTPUT_BASE;

/** A topic on the wire, taken apart (`docs/protocol/device.md 1.2`). */
export type Topic =
  | { kind: 'base'; domain: string; section: BaseSection; unitUuid: string; name: string }
  | { kind: 'node'; domain: string; nodeUuid: string; forPlatform: boolean };

export const isPlatformTopic = (topicName: string): boolean => topicName.endsWith(PLATFORM_SUFFIX);

/** `DOMAIN/{section}/{unit}/{name}`, where `name` stands literally in the schema file. */
export const baseTopic = (domain: string, section: BaseSection, unitUuid: string, name: string): string =>
  `${domain}/${section}/${unitUuid}/${name}`;

/** `DOMAIN/{node}`, with the platform's suffix when the node's name has it; the rest of the name is not on the wire. */
export const nodeTopic = (domain: string, nodeUuid: string, topicName: string): string =>
  `${domain}/${nodeUuid}${isPlatformTopic(topicName) ? PLATFORM_SUFFIX : ''}`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Takes a topic apart, or answers null for what is no topic of this protocol (wildcards, other levels, other domain). */
export const parseTopic = (topic: string, domain: string): Topic | null => {
  if (!topic.startsWith(`${domain}/`)) return null;
  const levels = topic.slice(domain.length + 1).split('/');
  const [first = '', second = '', third = '', fourth = ''] = levels;
  if (levels.length === 4 && (first === INPUT_BASE || first === OUTPUT_BASE) && UUID.test(second)) {
    return { kind: 'base', domain, section: first, unitUuid: second, name: `${third}/${fourth}` };
  }
  if (!UUID.test(first)) return null;
  if (levels.length === 1) return { kind: 'node', domain, nodeUuid: first, forPlatform: false };
  if (levels.length === 2 && `/${second}` === PLATFORM_SUFFIX) {
    return { kind: 'node', domain, nodeUuid: first, forPlatform: true };
  }
  return null;
};

/** What a topic or filter lies below: a Unit's base topics, or one node (`docs/protocol/device.md 1.2`). */
export type TopicPlace =
  | { kind: 'base'; section: BaseSection; unitUuid: string; name: string }
  /** `isWhole` is false of a filter for whatever lies below the node. */
  | { kind: 'node'; nodeUuid: string; isWhole: boolean };

const BELOW_NODE = ['+', '#'];

/**
 * Whose a topic or filter of any form is, level by level; null where that is not one Unit or node of this domain. Names
 * of base topics may have any number of levels, which is legal in a schema file and whose refusal would send MicroPython
 * into its reconnect loop (`docs/protocol/device.md`, oddity A3); wildcards count behind the owner's level only.
 */
export const placeOfTopic = (topic: string, domain: string): TopicPlace | null => {
  if (!topic.startsWith(`${domain}/`)) return null;
  const [first = '', second, ...rest] = topic.slice(domain.length + 1).split('/');
  if (first === INPUT_BASE || first === OUTPUT_BASE) {
    const name = rest.join('/');
    if (second === undefined || !UUID.test(second) || name === '') return null;
    return { kind: 'base', section: first, unitUuid: second, name };
  }
  if (!UUID.test(first) || rest.length > 0) return null;
  if (second === undefined || `/${second}` === PLATFORM_SUFFIX)
    return { kind: 'node', nodeUuid: first, isWhole: true };
  return BELOW_NODE.includes(second) ? { kind: 'node', nodeUuid: first, isWhole: false } : null;
};
