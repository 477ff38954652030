import type { TailMessage } from '@unitfleet/messaging';

/** Of an entry besides its bytes. */
const OVERHEAD_BYTES = 200;
const COMPACT_AT = 1_024;

/** The newest messages of a stream, as many as fit into so many bytes. */
export class MessageRing {
  private entries: TailMessage[] = [];
  private head = 0;
  private bytes = 0;
  /** Everything behind this sequence is here; null before the first message. */
  private start: number | null = null;

  constructor(private readonly maxBytes: number) {}

  /** The stream is read from behind this sequence on. */
  begin(sequence: number): void {
    this.start ??= sequence;
  }

  add(message: TailMessage): void {
    this.entries.push(message);
    this.bytes += message.data.byteLength + OVERHEAD_BYTES;
    while (this.bytes > this.maxBytes && this.head < this.entries.length) {
      const dropped = this.entries[this.head]!;
      this.head += 1;
      this.bytes -= dropped.data.byteLength + OVERHEAD_BYTES;
      this.start = dropped.sequence;
    }
    if (this.head > COMPACT_AT && this.head * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
  }

  clear(): void {
    this.entries = [];
    this.head = 0;
    this.bytes = 0;
    this.start = null;
  }

  /** Whether everything behind this sequence is still here. */
  covers(sequence: number): boolean {
    return this.start !== null && sequence >= this.start;
  }

  /** The first message behind this sequence. */
  after(sequence: number): TailMessage | null {
    let low = this.head;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.entries[low] ?? null;
  }
}
