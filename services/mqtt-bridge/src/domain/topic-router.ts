import {
  LOG_TOPIC,
  OUTPUT_BASE,
  parseTopic,
  partitionOf,
  STATE_TOPIC,
  toNodeKey,
  type NodeKey,
} from '@unitfleet/contracts';

/** Where a message from a device goes. */
export type Route =
  | { readonly kind: 'telemetry'; readonly node: NodeKey; readonly partition: number }
  | { readonly kind: 'state' | 'log'; readonly unitUuid: string }
  | { readonly kind: 'ignored' };

const IGNORED: Route = { kind: 'ignored' };
const MAX_REMEMBERED = 200_000;

/** Decides by topic (`docs/protocol/device.md 1.2`) and remembers, because devices repeat themselves. */
export class TopicRouter {
  private readonly known = new Map<string, Route>();

  constructor(private readonly domain: string) {}

  route(topic: string): Route {
    const known = this.known.get(topic);
    if (known) return known;
    const route = this.decide(topic);
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(topic, route);
    return route;
  }

  private decide(text: string): Route {
    const topic = parseTopic(text, this.domain);
    if (topic?.kind === 'node' && topic.forPlatform) {
      return { kind: 'telemetry', node: toNodeKey(topic.nodeUuid), partition: partitionOf(topic.nodeUuid) };
    }
    if (topic?.kind !== 'base' || topic.section !== OUTPUT_BASE) return IGNORED;
    if (topic.name === STATE_TOPIC) return { kind: 'state', unitUuid: topic.unitUuid };
    if (topic.name === LOG_TOPIC) return { kind: 'log', unitUuid: topic.unitUuid };
    return IGNORED;
  }
}
