import { BrokerMetrics } from '../broker-metrics';
import type { SharedStrategy } from '../options';
import type { SubscriptionOptions } from '../wire/subscribe-packet';
import { encodeTopicField, Message, type MessageExtra } from './message';
import type { Session } from './session';
import { SharedGroup } from './shared-group';
import { hashTopic, hasWildcard, levelsOf, type ParsedFilter, validTopic } from './topic';
import { TopicTree } from './topic-tree';

/** Something that a matching message is handed to: one session's subscription or a whole shared group. */
export interface Subscriber {
  deliver(message: Message, route: Route): void;
}

/** What is known about one topic until a subscription that concerns it changes. */
export interface Route {
  readonly topic: string;
  readonly topicField: Buffer;
  readonly levels: number;
  readonly hash: number;
  readonly subscribers: readonly Subscriber[];
}

const MAX_ROUTES = 50_000;

/** Who gets a message. Every matching subscription gets its own copy, as in EMQX. */
export class Router {
  private readonly tree = new TopicTree<Subscriber>();
  private readonly groups = new Map<string, SharedGroup>();
  private readonly routes = new Map<string, Route>();

  constructor(
    private readonly strategy: SharedStrategy,
    private readonly metrics: BrokerMetrics,
  ) {}

  /** Adds a session's subscription; returns how to take it away again. */
  subscribe(session: Session, parsed: ParsedFilter, options: SubscriptionOptions): () => void {
    if (parsed.group !== null) return this.join(session, parsed.group, parsed.filter, options);
    const subscriber = subscriberOf(session, options);
    this.tree.add(parsed.filter, subscriber);
    this.forget(parsed.filter);
    return () => {
      this.tree.remove(parsed.filter, subscriber);
      this.forget(parsed.filter);
    };
  }

  /** The route of a topic, or null when nothing may be published there. */
  route(topic: string): Route | null {
    return this.routes.get(topic) ?? this.find(topic);
  }

  /** Hands a message to everyone whose subscription matches; the payload's bytes are copied once. Returns their number. */
  publish(route: Route, payload: Buffer, qos: number, extra: MessageExtra | null = null): number {
    const { subscribers } = route;
    if (subscribers.length === 0) {
      this.metrics.counters['messages.dropped.no_subscribers']++;
      return 0;
    }
    const message = new Message(route.topicField, Buffer.from(payload), qos, extra);
    for (let i = 0; i < subscribers.length; i++) subscribers[i]?.deliver(message, route);
    return subscribers.length;
  }

  private find(topic: string): Route | null {
    if (!validTopic(topic)) return null;
    if (this.routes.size >= MAX_ROUTES) this.routes.clear();
    const route: Route = {
      topic,
      topicField: encodeTopicField(topic),
      levels: levelsOf(topic),
      hash: hashTopic(topic),
      subscribers: this.tree.match(topic),
    };
    this.routes.set(topic, route);
    return route;
  }

  private join(session: Session, name: string, filter: string, options: SubscriptionOptions): () => void {
    const key = `${name}/${filter}`;
    let group = this.groups.get(key);
    if (!group) {
      group = new SharedGroup(this.strategy);
      this.groups.set(key, group);
      this.tree.add(filter, group);
      this.forget(filter);
    }
    const joined = group;
    joined.join(session, options);
    return () => {
      if (!joined.leave(session)) return;
      this.groups.delete(key);
      this.tree.remove(filter, joined);
      this.forget(filter);
    };
  }

  private forget(filter: string): void {
    if (hasWildcard(filter)) this.routes.clear();
    else this.routes.delete(filter);
  }
}

/** MQTT 3.1.1 subscribers, of which there are most, get the message as it is. */
function subscriberOf(session: Session, { qos, noLocal, subscriptionId }: SubscriptionOptions): Subscriber {
  if (!noLocal && subscriptionId === 0) return { deliver: (message) => session.deliver(message, qos) };
  return {
    deliver: (message) => {
      if (noLocal && message.extra?.publisher === session) return;
      session.deliver(subscriptionId === 0 ? message : message.withSubscription(subscriptionId), qos);
    },
  };
}
