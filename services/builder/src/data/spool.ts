import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READ_BYTES = 256 * 1_024;

/** Bytes whose number is known. */
export interface Spooled {
  readonly size: number;
  /** To be read once. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Writes bytes to a file that has no name any more once it is open: no other download meets it, and nothing is left
 * behind, however this process ends.
 */
export const spool = async (bytes: AsyncIterable<Uint8Array>): Promise<Spooled> => {
  const path = join(tmpdir(), `unitfleet-archive-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    let size = 0;
    for await (const part of bytes) {
      await file.write(part);
      size += part.length;
    }
    return { size, content: readBack(file, size) };
  } catch (error) {
    await file.close();
    throw error;
  }
};

async function* readBack(file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  try {
    for (let position = 0; position < size;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, position);
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
