import { deflateSync } from 'node:zlib';

interface Pack {
  entry(header: Record<string, unknown>, data?: string): unknown;
  finalize(): void;
  [Symbol.asyncIterator](): AsyncIterator<Buffer>;
}

// tar-stream has no types of its own.
const { pack } = jest.requireActual<{ pack(): Pack }>('tar-stream');

export type ArchiveEntry = { name: string; data?: string; type?: string; mode?: number; linkname?: string };

/** A tar made by an implementation other than ours. */
export async function makeTar(entries: ArchiveEntry[]): Promise<Buffer> {
  const stream = pack();
  for (const { data, ...header } of entries) stream.entry(header, data);
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of { [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() })
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The form that the platform serves: zlib with a window of 512 bytes (docs/protocol/device.md 5.1). */
export function toTgz(tar: Buffer): Buffer {
  return deflateSync(tar, { windowBits: 9, level: 9 });
}
