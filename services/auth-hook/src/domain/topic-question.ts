import { COMMAND_TOPICS, INPUT_BASE, OUTPUT_BASE, placeOfTopic, type TopicPlace } from '@unitfleet/contracts';

export type Action = 'publish' | 'subscribe';

export interface TopicQuestion {
  readonly unitUuid: string;
  readonly action: Action;
  readonly topic: string;
}

export type NodePlace = Extract<TopicPlace, { kind: 'node' }>;

/** What a question comes to where the topic alone does not decide it. */
export type TopicReading =
  | { readonly verdict: 'deny' }
  /** `heard` are the names of base inputs that the device listens to from now on. */
  | { readonly verdict: 'allow'; readonly heard: readonly string[] }
  | { readonly verdict: 'node'; readonly place: NodePlace };

const DENIED: TopicReading = { verdict: 'deny' };
const WILDCARDS = /[+#]/;

/** Whether a filter takes a name in; both by levels, without those in front of the name. */
const covers = (filter: readonly string[], name: readonly string[]): boolean => {
  for (const [index, level] of filter.entries()) {
    if (level === '#') return true;
    if (level !== '+' && level !== name[index]) return false;
  }
  return filter.length === name.length;
};

const heardBy = (name: string): string[] => {
  if (!WILDCARDS.test(name)) return [name];
  const filter = name.split('/');
  return Object.values(COMMAND_TOPICS).filter((command) => covers(filter, command.split('/')));
};

/**
 * Reads a topic by its levels (`docs/protocol/decisions.md`, "Devices"): a Unit publishes to its own base outputs and
 * hears its own base inputs; a wildcard may stand only where it expands to nothing but what the Unit owns.
 */
export const readTopic = ({ unitUuid, action, topic }: TopicQuestion, domain: string): TopicReading => {
  const place = placeOfTopic(topic, domain);
  if (!place || (action === 'publish' && WILDCARDS.test(topic))) return DENIED;
  if (place.kind === 'node') return { verdict: 'node', place };
  const section = action === 'publish' ? OUTPUT_BASE : INPUT_BASE;
  if (place.unitUuid !== unitUuid || place.section !== section) return DENIED;
  return { verdict: 'allow', heard: action === 'subscribe' ? heardBy(place.name) : [] };
};
