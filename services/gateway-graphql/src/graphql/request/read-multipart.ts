import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { parseJson, readOperation, type Operation } from './operation';
import { TransportError } from './transport-error';
import { UploadedFile } from './uploaded-file';

const TOO_LARGE = new Set([
  'FST_REQ_FILE_TOO_LARGE',
  'FST_FILES_LIMIT',
  'FST_PARTS_LIMIT',
  'FST_FIELDS_LIMIT',
]);

interface Parts {
  readonly fields: Map<string, string>;
  readonly files: Map<string, UploadedFile>;
}

const tooLarge = (): TransportError => new TransportError('Payload Too Large', 413);

const readParts = async (request: FastifyRequest, filesLimit: number): Promise<Parts> => {
  const parts: Parts = { fields: new Map(), files: new Map() };
  let size = 0;
  try {
    for await (const part of request.parts({ limits: { fileSize: filesLimit } })) {
      if (part.type === 'file') {
        const content = await part.toBuffer();
        size += content.length;
        if (size > filesLimit) throw tooLarge();
        parts.files.set(part.fieldname, new UploadedFile(part.filename, content));
      } else if (part.valueTruncated) throw tooLarge();
      else parts.fields.set(part.fieldname, String(part.value));
    }
  } catch (error) {
    if (error instanceof TransportError) throw error;
    if (TOO_LARGE.has((error as { code?: string }).code ?? '')) throw tooLarge();
    throw new TransportError('Unable to parse the multipart body');
  }
  return parts;
};

const badMap = (): TransportError => new TransportError('map must name the places of files in operations');

/** Puts a file where `map` says: `variables.file`, `variables.files.0`. Only what is there as null is replaced. */
const place = (operations: unknown, path: string, file: UploadedFile): void => {
  const keys = path.split('.');
  const last = keys.pop()!;
  let holder = operations;
  for (const key of keys) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) throw badMap();
    holder = (holder as Record<string, unknown>)[key];
  }
  if (typeof holder !== 'object' || holder === null) throw badMap();
  if (!Object.hasOwn(holder, last) || (holder as Record<string, unknown>)[last] !== null) throw badMap();
  (holder as Record<string, unknown>)[last] = file;
};

/**
 * A GraphQL multipart request: `operations`, `map`, then files (`docs/protocol/rest-graphql.md 3.1`).
 *
 * @param filesLimit bytes of all files together.
 * @throws TransportError.
 */
export const readMultipart = async (request: FastifyRequest, filesLimit: number): Promise<Operation> => {
  const { fields, files } = await readParts(request, filesLimit);
  const operations = parseJson(fields.get('operations') ?? '', 'operations');
  const map = parseJson(fields.get('map') ?? '', 'map');
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw badMap();
  for (const [name, paths] of Object.entries(map)) {
    const file = files.get(name);
    if (!file) throw new TransportError(`File ${name} is missing in the request`);
    if (!Array.isArray(paths)) throw badMap();
    for (const path of paths) place(operations, String(path), file);
  }
  return readOperation(operations);
};
