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

/**
 * A decision. Objects of one shape, and whole numbers that stay small in memory: each message looks at one, and a union
 * made by spreading cost an eighth of all that a message costs here.
 */
export class Route {
  readonly kind: Destination['kind'];
  /** Of telemetry, else empty. */
  readonly node: NodeKey;
  /** Of states and logs, else empty. */
  readonly unitUuid: string;
  readonly partition: number;
  private readonly topicDigest: number;

  /** @param topicDigest on which the digest of a message is built. */
  constructor(destination: Destination, topicDigest: number) {
    this.kind = destination.kind;
    this.node = destination.kind === 'telemetry' ? destination.node : '';
    this.unitUuid = 'unitUuid' in destination ? destination.unitUuid : '';
    this.partition = 'partition' in destination ? destination.partition : -1;
    this.topicDigest = topicDigest | 0;
  }

  /** Of a message to this topic. */
  digestOf(payload: Uint8Array): number {
    return crc32(payload, this.topicDigest >>> 0);
  }
}

const MAX_REMEMBERED = 200_000;

/** Decides by topic (`docs/protocol/device.md 1.2`) and remembers, because devices repeat themselves. */
export class TopicRouter {
  private readonly known = new Map<string, Route>();

  constructor(private readonly domain: string) {}

  route(topic: string): Route {
    const known = this.known.get(topic);
    if (known !== undefined) return known;
    const route = new Route(this.decide(topic), crc32(topic));
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
