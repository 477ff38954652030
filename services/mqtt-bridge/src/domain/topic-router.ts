import { crc32 } from 'node:zlib';
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
export type Destination =
  | { readonly kind: 'telemetry'; readonly node: NodeKey; readonly partition: number }
  | { readonly kind: 'state' | 'log'; readonly unitUuid: string; readonly partition: number }
  | { readonly kind: 'ignored' };

/** `digest` is that of the topic, on which the digest of a message is built. */
export type Route = Destination & { readonly digest: number };

const MAX_REMEMBERED = 200_000;

/** Decides by topic (`docs/protocol/device.md 1.2`) and remembers, because devices repeat themselves. */
export class TopicRouter {
  private readonly known = new Map<string, Route>();

  constructor(private readonly domain: string) {}

  route(topic: string): Route {
    const known = this.known.get(topic);
    if (known !== undefined) return known;
    const route = { ...this.decide(topic), digest: crc32(topic) };
    // What is nobody's can be of any length, and pushes out nobody.
    if (route.kind === 'ignored') return route;
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(topic, route);
    return route;
  }

  private decide(text: string): Destination {
    const topic = parseTopic(text, this.domain);
    if (topic?.kind === 'node' && topic.forPlatform) {
      return { kind: 'telemetry', node: toNodeKey(topic.nodeUuid), partition: partitionOf(topic.nodeUuid) };
    }
    if (topic?.kind !== 'base' || topic.section !== OUTPUT_BASE) return { kind: 'ignored' };
    const { name, unitUuid } = topic;
    if (name !== STATE_TOPIC && name !== LOG_TOPIC) return { kind: 'ignored' };
    return { kind: name === STATE_TOPIC ? 'state' : 'log', unitUuid, partition: partitionOf(unitUuid) };
  }
}
