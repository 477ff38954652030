import { FrameFault } from './frame-fault';
import { ENTRY_HEAD_BYTES, FRAME_KIND, FRAME_VERSION, HEAD_BYTES, UUID_BYTES } from './frame-layout';
import type { PipelineControl } from './frame-writer';
import type { NodeKey } from './node-key';

export { FrameFault, isFrameFault } from './frame-fault';

export type FrameKindName = keyof typeof FRAME_KIND;

/** Called for each message of a data frame; `payload` is a view that is valid during the call alone. */
export type FrameVisitor = (
  node: NodeKey,
  timeMs: number,
  payload: Buffer,
  index: number,
  packetId: number,
  digest: number,
) => void;

/** The same for those who look a node up by its 16 bytes, which stand at `nodeAt` in `frame`. */
export type EntryVisitor = (
  frame: Buffer,
  nodeAt: number,
  timeMs: number,
  payload: Buffer,
  index: number,
) => void;

const KINDS = new Map<number, FrameKindName>(
  Object.entries(FRAME_KIND).map(([name, value]) => [value, name as FrameKindName]),
);

const CONTROL_HEAD_BYTES = UUID_BYTES + 13;

/**
 * A frame, read in place. Where it turns out to be none, or to end within a message, whatever is asked of it throws a
 * {@link FrameFault}; what a visitor throws goes through as it is.
 */
export class Frame {
  readonly kind: FrameKindName;
  /** Of a data frame the time of its first message; of a tick the time it tells; in ms since the epoch. */
  readonly timeMs: number;
  readonly bridge: string;
  private readonly body: number;
  private readonly buffer: Buffer;

  /** @throws FrameFault on bytes that are no frame of this version. */
  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEAD_BYTES) throw new FrameFault('not a telemetry frame');
    const kind = KINDS.get(this.buffer.readUInt8(1));
    if (this.buffer.readUInt8(0) !== FRAME_VERSION || !kind) throw new FrameFault('not a telemetry frame');
    this.kind = kind;
    this.timeMs = this.buffer.readDoubleLE(2);
    const length = this.buffer.readUInt8(HEAD_BYTES - 1);
    this.bridge = this.buffer.toString('latin1', HEAD_BYTES, HEAD_BYTES + length);
    this.body = HEAD_BYTES + length;
  }

  /** Messages of a data frame. */
  get count(): number {
    if (this.kind !== 'data') return 0;
    if (this.body + 4 > this.buffer.length) throw new FrameFault('the count of messages is cut off');
    return this.buffer.readUInt32LE(this.body);
  }

  /** Visits the messages of a data frame in their order; `index` counts from 0. */
  forEach(visit: FrameVisitor): void {
    const { buffer, count } = this;
    let at = this.body + 4;
    for (let index = 0; index < count; index += 1) {
      if (at + ENTRY_HEAD_BYTES > buffer.length) throw new FrameFault('a message is cut off');
      const node = buffer.toString('latin1', at, at + UUID_BYTES);
      const packetId = buffer.readUInt16LE(at + UUID_BYTES);
      const timeMs = this.timeMs + buffer.readUInt16LE(at + UUID_BYTES + 2);
      const digest = buffer.readUInt32LE(at + UUID_BYTES + 4);
      const length = buffer.readUInt32LE(at + UUID_BYTES + 8);
      at += ENTRY_HEAD_BYTES;
      if (at + length > buffer.length) throw new FrameFault('a message is cut off');
      visit(node, timeMs, buffer.subarray(at, at + length), index, packetId, digest);
      at += length;
    }
  }

  /** As `forEach`, without making anything of the nodes. */
  forEachEntry(visit: EntryVisitor): void {
    const { buffer, count } = this;
    let at = this.body + 4;
    for (let index = 0; index < count; index += 1) {
      if (at + ENTRY_HEAD_BYTES > buffer.length) throw new FrameFault('a message is cut off');
      const nodeAt = at;
      const timeMs = this.timeMs + buffer.readUInt16LE(at + UUID_BYTES + 2);
      const length = buffer.readUInt32LE(at + UUID_BYTES + 8);
      at += ENTRY_HEAD_BYTES;
      if (at + length > buffer.length) throw new FrameFault('a message is cut off');
      visit(buffer, nodeAt, timeMs, buffer.subarray(at, at + length), index);
      at += length;
    }
  }

  /** What a control frame says; of other frames null. */
  get control(): PipelineControl | null {
    if (this.kind !== 'control') return null;
    const { buffer, body } = this;
    const at = body + UUID_BYTES;
    if (body + CONTROL_HEAD_BYTES > buffer.length) throw new FrameFault('a control frame is cut off');
    const length = buffer.readUInt32LE(at + 9);
    const end = at + 13 + length;
    if (end > buffer.length) throw new FrameFault('a configuration is cut off');
    return {
      node: buffer.toString('latin1', body, at),
      configVersion: buffer.readUInt32LE(at),
      series: buffer.readUInt32LE(at + 4),
      isActive: buffer.readUInt8(at + 8) === 1,
      config: buffer.toString('utf8', at + 13, end),
      additionalSeries: this.seriesFrom(end),
    };
  }

  private seriesFrom(at: number): number[] {
    const { buffer } = this;
    if (at >= buffer.length) return [];
    const count = buffer.readUInt8(at);
    if (at + 1 + 4 * count > buffer.length) throw new FrameFault('series are cut off');
    return Array.from({ length: count }, (_, index) => buffer.readUInt32LE(at + 1 + 4 * index));
  }
}
