const MOST_BYTES = 2_000;

/** The end of what a program wrote: when it dies, that is where it says why. */
export class OutputTail {
  private bytes = Buffer.alloc(0);

  add(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk]).subarray(-MOST_BYTES);
  }

  clear(): void {
    this.bytes = Buffer.alloc(0);
  }

  text(): string {
    return this.bytes.toString('utf8').trim();
  }
}
