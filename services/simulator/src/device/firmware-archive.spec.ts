import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { firmwareDocuments } from './firmware-archive';

const archiveOf = async (files: Record<string, string>): Promise<Buffer> => {
  const tar = pack();
  tar.entry({ name: './', type: 'directory' });
  for (const [name, content] of Object.entries(files)) tar.entry({ name: `./${name}` }, content);
  tar.finalize();
  return deflateSync(await buffer(tar), { windowBits: 9, level: 9 });
};

describe('firmwareDocuments', () => {
  it('finds env and schema between other files', async () => {
    const archive = await archiveOf({
      'a.py': 'x'.repeat(512),
      'lib/env.json': '{"PU_COMMIT_VERSION": "of another"}',
      'env.json': '{"PU_COMMIT_VERSION": "abc"}',
      'main.py': 'print(1)',
      'schema.json': '{"input_topic": {}}',
    });
    expect(await firmwareDocuments(archive)).toEqual({
      env: { PU_COMMIT_VERSION: 'abc' },
      schema: { input_topic: {} },
    });
  });

  it('says what is missing, and what is no archive', async () => {
    await expect(archiveOf({ 'env.json': '{}' }).then(firmwareDocuments)).rejects.toThrow(/no schema.json/);
    await expect(firmwareDocuments(Buffer.from('{"detail":"422"}'))).rejects.toThrow();
  });
});
