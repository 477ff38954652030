/** A message on its way to subscribers; owns its bytes, so that a queue never pins a whole socket read. */
export class Message {
  constructor(
    /** The topic as it goes on the wire: two bytes of length, then UTF-8. */
    readonly topicField: Buffer,
    readonly payload: Buffer,
    readonly qos: number,
  ) {}

  /** What the message costs a queue, bookkeeping included. */
  get bytes(): number {
    return this.topicField.length + this.payload.length + 64;
  }
}

export function encodeTopicField(topic: string): Buffer {
  const text = Buffer.from(topic, 'utf8');
  const field = Buffer.allocUnsafe(text.length + 2);
  field.writeUInt16BE(text.length, 0);
  text.copy(field, 2);
  return field;
}
