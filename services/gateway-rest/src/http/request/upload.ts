import '@fastify/multipart';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { RequestError } from './request-error';
import { TooLarge } from '../answer/too-large';

const TOO_LARGE = new Set([
  'FST_REQ_FILE_TOO_LARGE',
  'FST_FILES_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_FIELDS_LIMIT',
]);

/** The protocol's answer to what is wrong with a multipart body. */
const toAnswer = (error: unknown): Error =>
  TOO_LARGE.has((error as { code?: string }).code ?? '')
    ? new TooLarge()
    : RequestError.of('value_error', ['body'], 'There was an error parsing the body');

/** The one file of the form, not read yet; others, under whatever name, are passed over. */
const findFile = async (request: FastifyRequest, field: string, fileSize: number): Promise<MultipartFile> => {
  if (!request.isMultipart()) throw RequestError.missing('body', field);
  try {
    for await (const part of request.parts({ limits: { fileSize } })) {
      if (part.type !== 'file') continue;
      if (part.fieldname === field) return part;
      part.file.resume();
    }
  } catch (error) {
    throw toAnswer(error);
  }
  throw RequestError.missing('body', field);
};

async function* contentOf({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
  let isAtEnd = false;
  try {
    for await (const part of file.iterator({ destroyOnReturn: false })) yield part as Uint8Array;
    isAtEnd = true;
  } catch (error) {
    throw toAnswer(error);
  } finally {
    // Who does not want the rest gets the answer only when the client has sent it.
    if (!isAtEnd) file.resume();
  }
  if (file.truncated) throw new TooLarge();
}

/**
 * The content of the one file of a multipart body, to be read once, while it comes.
 *
 * @throws RequestError when there is none under that name; TooLarge, while reading, beyond `maxBytes`.
 */
export const openUpload = async (
  request: FastifyRequest,
  field: string,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> => contentOf(await findFile(request, field, maxBytes));

/**
 * The whole content of the one file of a multipart body.
 *
 * @throws RequestError when there is none under that name, TooLarge beyond `maxBytes`.
 */
export const readUpload = async (
  request: FastifyRequest,
  field: string,
  maxBytes: number,
): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of await openUpload(request, field, maxBytes)) parts.push(part);
  return Buffer.concat(parts);
};
