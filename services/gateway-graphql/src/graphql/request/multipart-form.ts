import '@fastify/multipart';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { TransportError } from './transport-error';

const TOO_LARGE = new Set([
  'FST_REQ_FILE_TOO_LARGE',
  'FST_FILES_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_FIELDS_LIMIT',
]);

export const tooLarge = (): TransportError => new TransportError('Payload Too Large', 413);

const toAnswer = (error: unknown): TransportError => {
  if (error instanceof TransportError) return error;
  return TOO_LARGE.has((error as { code?: string }).code ?? '')
    ? tooLarge()
    : new TransportError('Unable to parse the multipart body');
};

/** The parts of a multipart body, one after the other, as they come. */
export class MultipartForm {
  private readonly parts: AsyncIterator<Multipart>;
  private size = 0;
  private current: MultipartFile | null = null;
  private failure: TransportError | null = null;

  /** @param filesLimit bytes of all files together. */
  constructor(
    request: FastifyRequest,
    private readonly filesLimit: number,
  ) {
    this.parts = request.parts({ limits: { fileSize: filesLimit } })[Symbol.asyncIterator]();
  }

  /** The next part; null behind the last one. A file has to be read to its end before. @throws TransportError. */
  async next(): Promise<Multipart | null> {
    try {
      const { value, done } = await this.parts.next();
      if (done) return null;
      this.current = value.type === 'file' ? value : null;
      return value;
    } catch (error) {
      throw this.fail(error);
    }
  }

  /** To be read once. @throws TransportError, also when all files together are too large. */
  async *contentOf({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
    let isAtEnd = false;
    try {
      for await (const part of file.iterator({ destroyOnReturn: false })) {
        this.size += (part as Uint8Array).length;
        if (this.size > this.filesLimit) throw tooLarge();
        yield part as Uint8Array;
      }
      isAtEnd = true;
    } catch (error) {
      throw this.fail(error);
    } finally {
      // Who does not want the rest gets the answer only when the client has sent it.
      if (!isAtEnd) file.resume();
    }
    if (file.truncated) throw this.fail(tooLarge());
  }

  /** Lets the rest of the body pass. @throws TransportError for what was wrong anywhere in it. */
  async finish(): Promise<void> {
    this.current?.file.resume();
    for (let part = await this.next(); part; part = await this.next())
      if (part.type === 'file') for await (const _dropped of this.contentOf(part));
    if (this.failure) throw this.failure;
  }

  private fail(error: unknown): TransportError {
    this.failure ??= toAnswer(error);
    return this.failure;
  }
}
