import { mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const FLUSH_BYTES = 1 << 20;
/** Files that are kept for the next insert: a file system is slow at making and removing many. */
const KEPT_FILES = 4;

/** Files that carry the rows of an insert to the engine, which cuts data inlined in a statement at a blank line. */
export class BodySpool {
  private count = 0;
  private readonly free: string[] = [];

  /** Empties `folder`: whatever a killed predecessor left there was never answered. */
  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** Writes `head` and then everything that `body` brings into a file of its own; the caller discards it after use. */
  async write(head: Buffer, body: Readable): Promise<string> {
    const file = this.free.pop() ?? join(this.folder, `${(this.count += 1)}.rows`);
    const handle = await open(file, 'w', 0o600);
    try {
      await copy(head, body, handle);
    } catch (error) {
      await this.discard(file);
      throw error;
    } finally {
      await handle.close();
    }
    return file;
  }

  async discard(file: string): Promise<void> {
    if (this.free.length < KEPT_FILES) return void this.free.push(file);
    await unlink(file).catch(() => undefined);
  }
}

async function copy(head: Buffer, body: Readable, target: FileHandle): Promise<void> {
  let chunks: Buffer[] = head.length > 0 ? [head] : [];
  let bytes = head.length;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < FLUSH_BYTES) continue;
    await target.writeFile(Buffer.concat(chunks, bytes));
    chunks = [];
    bytes = 0;
  }
  if (bytes > 0) await target.writeFile(Buffer.concat(chunks, bytes));
}
