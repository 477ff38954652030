import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

interface StreamedAnswer {
  readonly type: string;
  /** Of the whole, in bytes: devices need it (`docs/protocol/rest-graphql.md 1.7`). Absent where nobody knows it before the end. */
  readonly length?: number;
  /** Under which a browser keeps it. */
  readonly fileName?: string;
}

/** Bytes that go out as they come, with their length before them. */
export const streamedAnswer = (
  content: AsyncIterable<Uint8Array>,
  { type, length, fileName }: StreamedAnswer,
): StreamableFile =>
  new StreamableFile(Readable.from(content, { objectMode: false }), {
    type,
    length,
    disposition: fileName && `attachment; filename="${fileName}"`,
  });

interface SizedContent {
  readonly content: AsyncIterable<Uint8Array>;
  readonly length: number;
}

/** The content with a text before and one behind it. */
export const around = (before: string, { content, length }: SizedContent, behind: string): SizedContent => {
  const [head, tail] = [Buffer.from(before), Buffer.from(behind)];
  async function* whole() {
    yield head;
    yield* content;
    yield tail;
  }
  return { content: whole(), length: head.length + length + tail.length };
};
