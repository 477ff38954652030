/** One MQTT packet inside a buffer: its first byte, and where what follows the length field begins and ends. */
export interface Frame {
  readonly first: number;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export type FrameError = 'packet_too_large' | 'malformed_length';

/** Cuts a byte stream into packets without copying those that lie in one chunk. */
export class FrameReader {
  private parts: Buffer[] = [];
  private held = 0;
  /** Bytes that must be there before it is worth looking again. */
  private wanted = 0;

  constructor(
    private readonly maxPacketBytes: number,
    /** Returns false to stop: the connection is over. */
    private readonly onFrame: (first: number, bytes: Buffer, start: number, end: number) => boolean,
  ) {}

  push(chunk: Buffer): FrameError | null {
    if (this.held === 0) return this.cut(chunk);
    this.parts.push(chunk);
    this.held += chunk.length;
    if (this.held < this.wanted) return null;
    const joined = Buffer.concat(this.parts, this.held);
    this.parts = [];
    this.held = 0;
    return this.cut(joined);
  }

  private cut(bytes: Buffer): FrameError | null {
    let at = 0;
    while (at < bytes.length) {
      let length = 0;
      let shift = 0;
      let body = at + 1;
      let more = true;
      while (more && body < bytes.length) {
        const byte = bytes[body++] ?? 0;
        length |= (byte & 0x7f) << shift;
        shift += 7;
        more = byte > 0x7f;
        if (more && shift === 28) return 'malformed_length';
      }
      if (more) return this.keep(bytes, at, bytes.length - at + 1);
      if (body - at + length > this.maxPacketBytes) return 'packet_too_large';
      if (body + length > bytes.length) return this.keep(bytes, at, body - at + length);
      if (!this.onFrame(bytes[at] ?? 0, bytes, body, body + length)) return null;
      at = body + length;
    }
    return null;
  }

  private keep(bytes: Buffer, from: number, wanted: number): null {
    this.parts = [bytes.subarray(from)];
    this.held = bytes.length - from;
    this.wanted = wanted;
    return null;
  }
}
