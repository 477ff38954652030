import { DomainError } from '@unitfleet/contracts';

/** The bytes of a file: all there, or as they come. */
export type FileSource = Buffer | AsyncIterable<Uint8Array>;

/** A file that came with a request, or is still coming. */
export class UploadedFile {
  private whole: Promise<Buffer> | null = null;
  private isTaken = false;

  constructor(
    readonly name: string,
    private readonly source: FileSource,
  ) {}

  /**
   * The content as it comes, never held.
   *
   * @throws DomainError Validation when another field of the request takes it, too: what is still coming comes once.
   */
  open(): AsyncIterable<Uint8Array> {
    if (Buffer.isBuffer(this.source)) return once(this.source);
    if (this.isTaken || this.whole)
      throw new DomainError('Validation', 'a file is for one field of a request');
    this.isTaken = true;
    return this.source;
  }

  /**
   * The whole content, for as many fields as want it.
   *
   * @throws DomainError Validation for more than `maxBytes`; the rest is read and dropped.
   */
  async read(maxBytes: number): Promise<Buffer> {
    this.whole ??= this.gather(maxBytes);
    return this.whole;
  }

  private async gather(maxBytes: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of this.open()) {
      size += part.length;
      if (size <= maxBytes) parts.push(part);
      else parts.length = 0;
    }
    if (size > maxBytes)
      throw new DomainError('Validation', `the file has ${size} bytes, ${maxBytes} are allowed`);
    return Buffer.concat(parts);
  }
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
