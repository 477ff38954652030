/** A file that came with a request, in memory. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly content: Buffer,
  ) {}

  /** The content as UTF-8 text. */
  text(): string {
    return this.content.toString('utf8');
  }
}
