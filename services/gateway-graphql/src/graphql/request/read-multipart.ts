import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { MultipartForm, tooLarge } from './multipart-form';
import { parseJson, readOperation, type Operation } from './operation';
import { TransportError } from './transport-error';
import { UploadedFile } from './uploaded-file';

/** An operation whose file may still be coming. */
export interface MultipartOperation {
  readonly operation: Operation;
  /**
   * To be called when the operation has run, before its answer leaves. @throws TransportError for what was wrong with the
   * body: it is the answer then.
   */
  finish(): Promise<void>;
}

const badMap = (): TransportError => new TransportError('map must name the places of files in operations');

/** A part with JSON may say that it is, and is read then. */
const readJson = (value: unknown, what: string): unknown =>
  typeof value === 'string' || value === undefined ? parseJson(value ?? '', what) : value;

/** Places of files, by the names of their parts. */
const readMap = (value: unknown): [name: string, paths: readonly string[]][] => {
  const map = readJson(value, 'map');
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw badMap();
  return Object.entries(map).map(([name, paths]) => {
    if (!Array.isArray(paths)) throw badMap();
    return [name, paths.map(String)];
  });
};

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

/** Whether this is the one file of the request, for one place, and all that it belongs to has come before it. */
const isAwaited = (fields: ReadonlyMap<string, unknown>, { fieldname }: MultipartFile): boolean => {
  if (!fields.has('operations') || !fields.has('map')) return false;
  const [first, ...others] = readMap(fields.get('map'));
  return others.length === 0 && first?.[0] === fieldname && first[1].length === 1;
};

const wholeOf = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
};

const readForm = async (form: MultipartForm): Promise<Operation> => {
  const fields = new Map<string, unknown>();
  const files = new Map<string, UploadedFile>();
  for (let part = await form.next(); part; part = await form.next()) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw tooLarge();
      fields.set(part.fieldname, part.value);
      continue;
    }
    const content = form.contentOf(part);
    const isStreamed = files.size === 0 && isAwaited(fields, part);
    files.set(part.fieldname, new UploadedFile(part.filename, isStreamed ? content : await wholeOf(content)));
    if (isStreamed) break;
  }
  const operations = readJson(fields.get('operations'), 'operations');
  for (const [name, paths] of readMap(fields.get('map'))) {
    const file = files.get(name);
    if (!file) throw new TransportError(`File ${name} is missing in the request`);
    for (const path of paths) place(operations, path, file);
  }
  return readOperation(operations);
};

/**
 * A GraphQL multipart request: `operations`, `map`, then files (`docs/protocol/rest-graphql.md 3.1`). The one file of a
 * request is handed to the operation while it comes; several, and those before what they belong to, are held.
 *
 * @param filesLimit bytes of all files together.
 * @throws TransportError.
 */
export const openMultipart = async (
  request: FastifyRequest,
  filesLimit: number,
): Promise<MultipartOperation> => {
  const form = new MultipartForm(request, filesLimit);
  try {
    return { operation: await readForm(form), finish: () => form.finish() };
  } catch (error) {
    await form.finish();
    throw error;
  }
};
