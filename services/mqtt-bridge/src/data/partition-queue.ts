import { FrameWriter, telemetrySubject, tickFrame, type NodeKey } from '@unitfleet/contracts';
import { NO_RECEIPT, type Receipt } from '../domain/acknowledgements';

/** Stores a frame, however long that takes. */
export type StoreFrame = (subject: string, frame: Uint8Array) => Promise<void>;

interface PackedFrame {
  readonly bytes: Uint8Array;
  readonly receipts: readonly Receipt[];
  /** Messages in it; a tick has none. */
  readonly count: number;
}

/** Below the default limit of a NATS message, 1 MiB; only a single larger message makes a larger frame. */
const MAX_FRAME_BYTES = 960 * 1024;
const MAX_FRAME_MESSAGES = 4_096;

/**
 * Packs the messages of one partition into frames. One frame is under way at a time, which keeps the order; what
 * comes meanwhile makes the next frame, so that frames grow with the load.
 */
export class PartitionQueue {
  private readonly writer: FrameWriter;
  private readonly subject: string;
  private receipts: Receipt[] = [];
  private readonly packed: PackedFrame[] = [];
  private packedBytes = 0;
  private sending: Promise<void> | null = null;

  constructor(
    partition: number,
    private readonly bridge: string,
    private readonly store: StoreFrame,
    private readonly settle: (receipts: readonly Receipt[]) => void,
    /** Called when nothing is under way any more; what has come meanwhile waits for `flush`. */
    private readonly onFree: () => void,
  ) {
    this.writer = new FrameWriter(bridge);
    this.subject = telemetrySubject(partition);
  }

  /** What is held in memory because it is not stored yet. */
  get bytes(): number {
    return this.writer.size + this.packedBytes;
  }

  add(
    node: NodeKey,
    timeMs: number,
    packetId: number,
    digest: number,
    payload: Uint8Array,
    receipt: Receipt,
  ): void {
    const { writer } = this;
    const isFull = writer.count >= MAX_FRAME_MESSAGES || writer.size + payload.length > MAX_FRAME_BYTES;
    if (isFull || !writer.fits(timeMs)) this.pack();
    writer.add(node, timeMs, packetId, digest, payload);
    if (receipt !== NO_RECEIPT) this.receipts.push(receipt);
  }

  /** Everything of before this time has been added. Of ticks that wait behind one another the last is enough. */
  tick(timeMs: number): void {
    this.pack();
    if (this.packed.at(-1)?.count === 0) this.drop(this.packed.pop());
    this.keep({ bytes: tickFrame(this.bridge, timeMs), receipts: [], count: 0 });
  }

  /** Starts sending what waits, unless a frame is under way already. Answers how many messages that is. */
  flush(): number {
    if (this.sending !== null || !this.isWaiting) return 0;
    this.pack();
    const messages = this.packed.reduce((sum, { count }) => sum + count, 0);
    this.sending = this.sendPacked().finally(() => {
      this.sending = null;
      this.onFree();
    });
    return messages;
  }

  /** Something was added that no frame under way holds. */
  get isWaiting(): boolean {
    return this.writer.count > 0 || this.packed.length > 0;
  }

  /** Resolves when everything added so far is stored. */
  async drained(): Promise<void> {
    for (this.flush(); this.sending !== null; this.flush()) await this.sending;
  }

  private pack(): void {
    if (this.writer.count === 0) return;
    const { count } = this.writer;
    this.keep({ bytes: this.writer.finish(), receipts: this.receipts, count });
    this.receipts = [];
  }

  private keep(frame: PackedFrame): void {
    this.packed.push(frame);
    this.packedBytes += frame.bytes.length;
  }

  private drop(frame: PackedFrame | undefined): void {
    if (frame) this.packedBytes -= frame.bytes.length;
  }

  private async sendPacked(): Promise<void> {
    for (let frame = this.packed.shift(); frame; frame = this.packed.shift()) {
      await this.store(this.subject, frame.bytes);
      this.drop(frame);
      this.settle(frame.receipts);
    }
  }
}
