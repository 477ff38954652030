import { exportPipeData, importPipeData, streamPipeData, type Actor } from '@unitfleet/contracts';
import { OWNER, type TestSystem } from './test-system';
import { unzipOne } from './unzip';

export const collect = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
};

type Source = string | Buffer | AsyncIterable<Uint8Array>;

/** Files to and from the data of pipes, as a gateway moves them. */
export class Files {
  constructor(private readonly system: TestSystem) {}

  async import(
    nodeUuid: string,
    file: Source,
    actor: Actor = OWNER,
    pipeline: string | null = null,
  ): Promise<number> {
    const content = typeof file === 'string' || Buffer.isBuffer(file) ? once(Buffer.from(file)) : file;
    const { rows } = await this.system.streams.upload(importPipeData, { nodeUuid, pipeline }, content, actor);
    return rows;
  }

  /** The exported file's lines, header first. */
  async export(nodeUuid: string, actor: Actor = OWNER, pipeline: string | null = null): Promise<string[]> {
    const { head, content } = await this.system.streams.open(exportPipeData, { nodeUuid, pipeline }, actor);
    const zip = await collect(content);
    expect(zip.length).toBe(head.size);
    const { name, text } = unzipOne(zip);
    expect(head.fileName).toMatch(/^dp_data_[0-9a-f-]{36}\.zip$/);
    expect(name).toBe(head.fileName.replace(/zip$/, 'csv'));
    return text.split('\r\n').slice(0, -1);
  }

  /** What a streamed read answers, in REST's form. */
  async read(request: (typeof streamPipeData.request)['_input']): Promise<{ count: number; rows: object[] }> {
    const { head, content } = await this.system.streams.open(streamPipeData, request, OWNER);
    const bytes = await collect(content);
    expect(bytes.length).toBe(head.size);
    return { count: head.count, rows: JSON.parse(`[${bytes.toString()}]`) as object[] };
  }
}

/** Small files in parts that cut everything. */
async function* once(bytes: Buffer) {
  const size = bytes.length < 10_000 ? 7 : 100_000;
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
