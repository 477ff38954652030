import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { RequestError } from './request-error';
import { TooLarge } from '../answer/too-large';

const TOO_LARGE = new Set([
  'FST_REQ_FILE_TOO_LARGE',
  'FST_FILES_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_FIELDS_LIMIT',
]);
const FILES_AT_MOST = 1;

/**
 * The content of the one file of a multipart body.
 *
 * @throws RequestError when there is none under that name, TooLarge beyond `maxBytes`.
 */
export const readUpload = async (
  request: FastifyRequest,
  field: string,
  maxBytes: number,
): Promise<Buffer> => {
  if (!request.isMultipart()) throw RequestError.missing('body', field);
  let content: Buffer | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes, files: FILES_AT_MOST } })) {
      if (part.type !== 'file') continue;
      const bytes = await part.toBuffer();
      if (part.fieldname === field) content = bytes;
    }
  } catch (error) {
    if (TOO_LARGE.has((error as { code?: string }).code ?? '')) throw new TooLarge();
    throw RequestError.of('value_error', ['body'], 'There was an error parsing the body');
  }
  if (!content) throw RequestError.missing('body', field);
  return content;
};
