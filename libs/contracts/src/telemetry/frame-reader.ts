import { ENTRY_HEAD_BYTES, FRAME_KIND, FRAME_VERSION, HEAD_BYTES, UUID_BYTES } from './frame-layout';
import type { PipelineControl } from './frame-writer';
import type { NodeKey } from './node-key';

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

/**
 * Whether an error of {@link Frame} says that the bytes are none, or end within a message: what came before counts, for
 * everybody who reads frames alike. By name: in tests a class is not the same everywhere.
 */
export const isFrameFault = (error: unknown): boolean => (error as Error).name.startsWith('RangeError');

/** A frame, read in place. */
export class Frame {
  readonly kind: FrameKindName;
  /** Of a data frame the time of its first message; of a tick the time it tells; in ms since the epoch. */
  readonly timeMs: number;
  readonly bridge: string;
  private readonly body: number;
  private readonly buffer: Buffer;

  /** @throws RangeError on bytes that are no frame of this version. */
  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const kind = KINDS.get(this.buffer.readUInt8(1));
    if (this.buffer.readUInt8(0) !== FRAME_VERSION || !kind) throw new RangeError('not a telemetry frame');
    this.kind = kind;
    this.timeMs = this.buffer.readDoubleLE(2);
    const length = this.buffer.readUInt8(HEAD_BYTES - 1);
    this.bridge = this.buffer.toString('latin1', HEAD_BYTES, HEAD_BYTES + length);
    this.body = HEAD_BYTES + length;
  }

  /** Messages of a data frame. */
  get count(): number {
    return this.kind === 'data' ? this.buffer.readUInt32LE(this.body) : 0;
  }

  /** Visits the messages of a data frame in their order; `index` counts from 0. */
  forEach(visit: FrameVisitor): void {
    const { buffer, count } = this;
    let at = this.body + 4;
    for (let index = 0; index < count; index += 1) {
      const node = buffer.toString('latin1', at, at + UUID_BYTES);
      const packetId = buffer.readUInt16LE(at + UUID_BYTES);
      const timeMs = this.timeMs + buffer.readUInt16LE(at + UUID_BYTES + 2);
      const digest = buffer.readUInt32LE(at + UUID_BYTES + 4);
      const length = buffer.readUInt32LE(at + UUID_BYTES + 8);
      at += ENTRY_HEAD_BYTES;
      if (at + length > buffer.length) throw new RangeError('a message is cut off');
      visit(node, timeMs, buffer.subarray(at, at + length), index, packetId, digest);
      at += length;
    }
  }

  /** As `forEach`, without making anything of the nodes. */
  forEachEntry(visit: EntryVisitor): void {
    const { buffer, count } = this;
    let at = this.body + 4;
    for (let index = 0; index < count; index += 1) {
      const nodeAt = at;
      const timeMs = this.timeMs + buffer.readUInt16LE(at + UUID_BYTES + 2);
      const length = buffer.readUInt32LE(at + UUID_BYTES + 8);
      at += ENTRY_HEAD_BYTES;
      if (at + length > buffer.length) throw new RangeError('a message is cut off');
      visit(buffer, nodeAt, timeMs, buffer.subarray(at, at + length), index);
      at += length;
    }
  }

  /** What a control frame says; of other frames null. */
  get control(): PipelineControl | null {
    if (this.kind !== 'control') return null;
    const { buffer, body } = this;
    const at = body + UUID_BYTES;
    const length = buffer.readUInt32LE(at + 9);
    const end = at + 13 + length;
    if (end > buffer.length) throw new RangeError('a configuration is cut off');
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
    return Array.from({ length: buffer.readUInt8(at) }, (_, index) =>
      buffer.readUInt32LE(at + 1 + 4 * index),
    );
  }
}
