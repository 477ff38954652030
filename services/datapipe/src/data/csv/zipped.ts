import { Readable, type PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';

/** An archive of one file, as it comes. What `content` throws is thrown by it; who leaves it leaves `content`, too. */
export const zipped = (
  name: string,
  content: AsyncIterable<Buffer>,
  nowMs: number,
): AsyncIterable<Uint8Array> => {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const source = Readable.from(content, { objectMode: false });
  zip.on('error', (error: Error) => output.destroy(error));
  // The library leaves that to whoever gave the stream: unheard, it would end the process.
  source.once('error', (error: Error) => output.destroy(error));
  output.once('close', () => source.destroy());
  zip.addReadStream(source, name, { mtime: new Date(nowMs) });
  zip.end();
  return output;
};
