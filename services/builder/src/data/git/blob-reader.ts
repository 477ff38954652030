import { Injectable } from '@nestjs/common';
import { Git, killGroup } from './git';

const NEWLINE = 0x0a;

/** Takes exact numbers of bytes, or lines, from a stream of chunks. */
class ByteSource {
  private held: Buffer = Buffer.alloc(0);

  constructor(private readonly chunks: AsyncIterator<Buffer>) {}

  async line(): Promise<string> {
    let end = this.held.indexOf(NEWLINE);
    while (end < 0) {
      await this.more();
      end = this.held.indexOf(NEWLINE);
    }
    const line = this.held.toString('latin1', 0, end);
    this.held = this.held.subarray(end + 1);
    return line;
  }

  async bytes(count: number): Promise<Buffer> {
    const parts = [this.held];
    let have = this.held.length;
    while (have < count) {
      const chunk = await this.next();
      parts.push(chunk);
      have += chunk.length;
    }
    const all = Buffer.concat(parts);
    this.held = all.subarray(count);
    return all.subarray(0, count);
  }

  private async more(): Promise<void> {
    this.held = Buffer.concat([this.held, await this.next()]);
  }

  private async next(): Promise<Buffer> {
    const { value, done } = await this.chunks.next();
    if (done) throw new Error('git cat-file ended early');
    return value;
  }
}

/** Contents of files by object name, over one `git cat-file --batch`. */
@Injectable()
export class BlobReader {
  constructor(private readonly git: Git) {}

  /** Yields the contents in the order of the names; one is in memory at a time. */
  async *read(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
    if (names.length === 0) return;
    const child = this.git.start(folder, ['cat-file', '--batch']);
    child.on('error', () => undefined);
    child.stderr.resume();
    try {
      child.stdin.end(`${names.join('\n')}\n`);
      const source = new ByteSource(child.stdout[Symbol.asyncIterator]());
      for (const name of names) {
        const [, type, size] = (await source.line()).split(' ');
        if (type !== 'blob') throw new Error(`object ${name} is not the content of a file`);
        const withNewline = await source.bytes(Number(size) + 1);
        yield withNewline.subarray(0, -1);
      }
    } finally {
      killGroup(child);
    }
  }
}
