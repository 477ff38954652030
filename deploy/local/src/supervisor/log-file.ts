import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * A log that never grows without bound: a full file becomes `<file>.1` in place of the one before. What cannot be
 * written (a full disk, a folder that was removed) is left out: nobody stops because of his log.
 */
export class LogFile {
  private descriptor: number | null = null;
  private bytes = 0;

  constructor(
    private readonly path: string,
    private readonly limitBytes = LIMIT_BYTES,
  ) {}

  append(line: string): void {
    const text = Buffer.from(`${line}\n`);
    try {
      if (this.descriptor !== null && this.isFull(text.length)) this.turnOver();
      this.descriptor ??= this.open();
      this.bytes += writeSync(this.descriptor, text);
    } catch {
      this.close();
    }
  }

  private isFull(added: number): boolean {
    return this.bytes > 0 && this.bytes + added > this.limitBytes;
  }

  private open(): number {
    mkdirSync(dirname(this.path), { recursive: true });
    this.bytes = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    return openSync(this.path, 'a');
  }

  private turnOver(): void {
    this.close();
    if (existsSync(this.path)) renameSync(this.path, `${this.path}.1`);
  }

  private close(): void {
    const descriptor = this.descriptor;
    this.descriptor = null;
    try {
      if (descriptor !== null) closeSync(descriptor);
    } catch {
      // The disk was full when it was to be written out.
    }
  }
}
