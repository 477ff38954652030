const NOTHING = Buffer.alloc(0);

/** What a message has beyond MQTT 3.1.1; most messages have nothing. */
export class MessageExtra {
  constructor(
    /** The session that published it, where somebody may not want it back. */
    readonly publisher: object | null,
    /** Properties that go to subscribers as they came, encoded, without their length. */
    readonly properties: Buffer,
    /** Epoch milliseconds; 0 is never. */
    readonly expiresAt: number,
    /** Of the subscription that this copy is for; 0 is none. */
    readonly subscriptionId: number,
  ) {}

  static by(publisher: object, extra: MessageExtra | null): MessageExtra {
    return new MessageExtra(publisher, extra?.properties ?? NOTHING, extra?.expiresAt ?? 0, 0);
  }
}

/** A message on its way to subscribers; owns its bytes, so that a queue never pins a whole socket read. */
export class Message {
  constructor(
    /** The topic as it goes on the wire: two bytes of length, then UTF-8. */
    readonly topicField: Buffer,
    readonly payload: Buffer,
    readonly qos: number,
    readonly extra: MessageExtra | null = null,
  ) {}

  /** What the message costs a queue, bookkeeping included. */
  get bytes(): number {
    const { topicField, payload, extra } = this;
    return topicField.length + payload.length + (extra === null ? 64 : 128 + extra.properties.length);
  }

  /** The copy of one subscription; the bytes are shared. */
  withSubscription(id: number): Message {
    const { topicField, payload, qos, extra } = this;
    const { publisher = null, properties = NOTHING, expiresAt = 0 } = extra ?? {};
    return new Message(topicField, payload, qos, new MessageExtra(publisher, properties, expiresAt, id));
  }

  expired(now: number): boolean {
    const { extra } = this;
    return extra !== null && extra.expiresAt > 0 && extra.expiresAt <= now;
  }
}

export function encodeTopicField(topic: string): Buffer {
  const text = Buffer.from(topic, 'utf8');
  const field = Buffer.allocUnsafe(text.length + 2);
  field.writeUInt16BE(text.length, 0);
  text.copy(field, 2);
  return field;
}
