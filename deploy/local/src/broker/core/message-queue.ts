import type { Message } from './message';

const INITIAL = 16;

/** First-in-first-out ring, bounded by messages and bytes: when one more comes the oldest go. */
export class MessageQueue {
  private messages: (Message | undefined)[] = [];
  private qos = new Uint8Array(0);
  private head = 0;
  private count = 0;
  private total = 0;

  constructor(
    private readonly maxMessages: number,
    private readonly maxBytes: number,
  ) {}

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.total;
  }

  /** Returns how many of the oldest (or the message itself, when it alone is too large) were dropped. */
  push(message: Message, qos: number): number {
    if (message.bytes > this.maxBytes || this.maxMessages === 0) return 1;
    let dropped = 0;
    while (this.count >= this.maxMessages || this.total + message.bytes > this.maxBytes) {
      this.shift();
      dropped++;
    }
    if (this.count === this.messages.length) this.grow();
    const at = (this.head + this.count) % this.messages.length;
    this.messages[at] = message;
    this.qos[at] = qos;
    this.count++;
    this.total += message.bytes;
    return dropped;
  }

  /** QoS of the message that `shift` would return. */
  peekQos(): number {
    return this.qos[this.head] ?? 0;
  }

  shift(): Message | undefined {
    if (this.count === 0) return undefined;
    const message = this.messages[this.head];
    this.messages[this.head] = undefined;
    this.head = (this.head + 1) % this.messages.length;
    this.count--;
    if (message) this.total -= message.bytes;
    if (this.count === 0 && this.messages.length > 1024) this.release();
    return message;
  }

  private grow(): void {
    const size = Math.max(INITIAL, this.messages.length * 2);
    const messages = new Array<Message | undefined>(size);
    const qos = new Uint8Array(size);
    for (let i = 0; i < this.count; i++) {
      const at = (this.head + i) % this.messages.length;
      messages[i] = this.messages[at];
      qos[i] = this.qos[at] ?? 0;
    }
    this.messages = messages;
    this.qos = qos;
    this.head = 0;
  }

  private release(): void {
    this.messages = [];
    this.qos = new Uint8Array(0);
    this.head = 0;
  }
}
