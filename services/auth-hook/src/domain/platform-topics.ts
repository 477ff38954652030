import { placeOfTopic } from '@unitfleet/contracts';

/** What a token of the platform comes to: decided, or by whether a node exists. */
export type PlatformReading = boolean | { readonly nodeUuid: string };

const BASE_LEVELS = 5;
const NODE_LEVELS = [2, 3];

/** What the platform's own token opens, whatever the direction (`docs/protocol/device.md 1.3`); the domain counts here too. */
export const readPlatformTopic = (topic: string, domain: string): PlatformReading => {
  if (!topic.startsWith(`${domain}/`)) return false;
  const levels = topic.slice(domain.length + 1).split('/');
  const count = levels.length + 1;
  if (count === BASE_LEVELS) return true;
  if (!NODE_LEVELS.includes(count)) return false;
  if (levels[0] === '+') return true;
  const place = placeOfTopic(`${domain}/${levels[0]}`, domain);
  return place?.kind === 'node' ? { nodeUuid: place.nodeUuid } : false;
};
