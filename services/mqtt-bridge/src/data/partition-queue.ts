import { FrameWriter, telemetrySubject, tickFrame, type NodeKey } from '@unitfleet/contracts';
import type { Receipt } from '../domain/acknowledgements';

/** One accepted message, as it goes into a frame. */
export interface AcceptedMessage {
  readonly node: NodeKey;
  readonly timeMs: number;
  readonly packetId: number;
  readonly digest: number;
  readonly payload: Uint8Array;
  /** Null for what the broker does not want acknowledged. */
  readonly receipt: Receipt | null;
}

/** Stores a frame, however long that takes. */
export type StoreFrame = (subject: string, frame: Uint8Array) => Promise<void>;

interface PackedFrame {
  readonly bytes: Uint8Array;
  readonly receipts: Receipt[];
}

/** Stays below the default limit of a NATS message, 1 MiB, with the largest payload of a device on top. */
const MAX_FRAME_BYTES = 700 * 1024;
const MAX_FRAME_MESSAGES = 4_096;

/**
 * Packs the messages of one partition into frames. One frame is under way at a time, which keeps the order; what
 * comes meanwhile makes the next frame, so that frames grow with the load and an idle path adds no delay.
 */
export class PartitionQueue {
  private readonly writer: FrameWriter;
  private readonly subject: string;
  private receipts: Receipt[] = [];
  private readonly packed: PackedFrame[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    partition: number,
    private readonly bridge: string,
    private readonly store: StoreFrame,
    private readonly settle: (receipts: readonly Receipt[]) => void,
  ) {
    this.writer = new FrameWriter(bridge);
    this.subject = telemetrySubject(partition);
  }

  add(message: AcceptedMessage): void {
    const isFull = this.writer.size > MAX_FRAME_BYTES || this.writer.count >= MAX_FRAME_MESSAGES;
    if (isFull || !this.writer.fits(message.timeMs)) this.pack();
    this.writer.add(message.node, message.timeMs, message.packetId, message.digest, message.payload);
    if (message.receipt !== null) this.receipts.push(message.receipt);
  }

  tick(timeMs: number): void {
    this.pack();
    this.packed.push({ bytes: tickFrame(this.bridge, timeMs), receipts: [] });
  }

  /** Starts sending what waits, unless a frame is under way already. */
  flush(): void {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
  }

  /** Resolves when everything added so far is stored. */
  async drained(): Promise<void> {
    this.flush();
    await this.sending;
  }

  private pack(): void {
    if (this.writer.count === 0) return;
    this.packed.push({ bytes: this.writer.finish(), receipts: this.receipts });
    this.receipts = [];
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      if (this.packed.length === 0) this.pack();
      const frame = this.packed.shift();
      if (!frame) return;
      await this.store(this.subject, frame.bytes);
      this.settle(frame.receipts);
    }
  }
}
