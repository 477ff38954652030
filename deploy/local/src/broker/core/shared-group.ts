import type { SharedStrategy } from '../options';
import type { SubscriptionOptions } from '../wire/subscribe-packet';
import type { Message } from './message';
import type { Route, Subscriber } from './router';
import type { Session } from './session';

interface Member {
  readonly session: Session;
  readonly qos: number;
  readonly subscriptionId: number;
}

/**
 * One `$share/<group>/<filter>`: each message goes to one member. A member that is away keeps its share, as in EMQX
 * (docs/protocol/emqx.md, "Sessions and shared subscriptions"); with `hash_topic` a topic stays with its member as long as nobody joins
 * or leaves.
 */
export class SharedGroup implements Subscriber {
  private members: Member[] = [];
  private turn = 0;

  constructor(private readonly strategy: SharedStrategy) {}

  join(session: Session, { qos, subscriptionId }: SubscriptionOptions): void {
    const member = { session, qos, subscriptionId };
    const at = this.members.findIndex((one) => one.session === session);
    if (at >= 0) this.members[at] = member;
    else this.members.push(member);
  }

  /** Returns whether the group is empty now. What the member has been given stays with it. */
  leave(session: Session): boolean {
    this.members = this.members.filter((member) => member.session !== session);
    return this.members.length === 0;
  }

  deliver(message: Message, route: Route): void {
    const { members } = this;
    const at = this.strategy === 'hash_topic' ? route.hash : this.turn++;
    const member = members[at % members.length];
    if (!member) return;
    const { session, qos, subscriptionId } = member;
    session.deliver(subscriptionId === 0 ? message : message.withSubscription(subscriptionId), qos);
  }
}
