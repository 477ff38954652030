import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READ_BYTES = 256 * 1024;

/** Bytes whose number is known. */
export interface Spooled {
  readonly size: number;
  /** To be read once, to its end or left by `break`. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Writes bytes to a file first, for answers whose head tells their size, and for sources that are not to wait for a slow
 * reader. The file has no name any more once it is open: nobody meets it, and nothing is left behind, however the process
 * ends. What `bytes` throws is thrown here.
 */
export const spool = async (bytes: AsyncIterable<Uint8Array>): Promise<Spooled> => {
  const path = join(tmpdir(), `unitfleet-spool-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    let size = 0;
    for await (const part of bytes) {
      await file.writeFile(part);
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
      if (bytesRead === 0) throw new Error('the spool file became shorter');
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
