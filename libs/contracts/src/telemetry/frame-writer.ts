import {
  ENTRY_HEAD_BYTES,
  FRAME_KIND,
  FRAME_VERSION,
  HEAD_BYTES,
  MAX_TIME_OFFSET_MS,
  UUID_BYTES,
} from './frame-layout';
import type { NodeKey } from './node-key';

const INITIAL_BYTES = 64 * 1024;

/** Packs accepted device messages into frames; one writer a partition, reused from frame to frame. */
export class FrameWriter {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  private end = 0;
  private baseTime = 0;
  private readonly start: number;
  private messages = 0;

  constructor(private readonly bridge: string) {
    this.start = HEAD_BYTES + bridge.length;
  }

  /** Messages in the frame so far. */
  get count(): number {
    return this.messages;
  }

  /** Size of the frame so far, in bytes. */
  get size(): number {
    return this.end;
  }

  /** False when a message of this time needs a new frame. */
  fits(timeMs: number): boolean {
    return this.messages === 0 || timeMs - this.baseTime <= MAX_TIME_OFFSET_MS;
  }

  /**
   * @param packetId of the broker's delivery, and `digest` of its topic and payload: they recognise a repetition.
   */
  add(node: NodeKey, timeMs: number, packetId: number, digest: number, payload: Uint8Array): void {
    if (this.messages === 0) this.begin(timeMs);
    this.reserve(ENTRY_HEAD_BYTES + payload.length);
    const { buffer } = this;
    let at = this.end;
    buffer.write(node, at, UUID_BYTES, 'latin1');
    at = buffer.writeUInt16LE(packetId, at + UUID_BYTES);
    at = buffer.writeUInt16LE(timeMs - this.baseTime, at);
    at = buffer.writeUInt32LE(digest >>> 0, at);
    at = buffer.writeUInt32LE(payload.length, at);
    buffer.set(payload, at);
    this.end = at + payload.length;
    this.messages += 1;
  }

  /** The finished frame, in memory of its own; the writer is empty again. */
  finish(): Uint8Array {
    this.buffer.writeUInt32LE(this.messages, this.start);
    const frame = Buffer.from(this.buffer.subarray(0, this.end));
    this.messages = 0;
    this.end = 0;
    return frame;
  }

  private begin(timeMs: number): void {
    this.baseTime = timeMs;
    this.end = writeHead(this.buffer, FRAME_KIND.data, timeMs, this.bridge) + 4;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

const writeHead = (buffer: Buffer, kind: number, timeMs: number, bridge: string): number => {
  let at = buffer.writeUInt8(FRAME_VERSION, 0);
  at = buffer.writeUInt8(kind, at);
  at = buffer.writeDoubleLE(timeMs, at);
  at = buffer.writeUInt8(bridge.length, at);
  return at + buffer.write(bridge, at, 'latin1');
};

/** A frame that carries time alone, so that windows of idle nodes close without a wall clock. */
export const tickFrame = (bridge: string, timeMs: number): Uint8Array => {
  const frame = Buffer.alloc(HEAD_BYTES + bridge.length);
  writeHead(frame, FRAME_KIND.tick, timeMs, bridge);
  return frame;
};

/** From here on in the partition the node's pipeline is this one: a definite point, the same in every replay. */
export interface PipelineControl {
  readonly node: NodeKey;
  readonly configVersion: number;
  /** What is stored from here on belongs to this series of the node; open windows of another one are discarded. */
  readonly series: number;
  /** The same for each additional pipeline, in the order of the configuration. */
  readonly additionalSeries: readonly number[];
  readonly isActive: boolean;
  /** The stored form of the configuration; empty without one. */
  readonly config: string;
}

export const controlFrame = (control: PipelineControl): Uint8Array => {
  const config = Buffer.from(control.config, 'utf8');
  const frame = Buffer.alloc(
    HEAD_BYTES + UUID_BYTES + 14 + config.length + 4 * control.additionalSeries.length,
  );
  let at = writeHead(frame, FRAME_KIND.control, 0, '');
  at += frame.write(control.node, at, UUID_BYTES, 'latin1');
  at = frame.writeUInt32LE(control.configVersion, at);
  at = frame.writeUInt32LE(control.series, at);
  at = frame.writeUInt8(control.isActive ? 1 : 0, at);
  at = frame.writeUInt32LE(config.length, at);
  at += config.copy(frame, at);
  at = frame.writeUInt8(control.additionalSeries.length, at);
  for (const series of control.additionalSeries) at = frame.writeUInt32LE(series, at);
  return frame;
};
