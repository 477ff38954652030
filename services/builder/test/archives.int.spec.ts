import { inflateRawSync, inflateSync } from 'node:zlib';
import { buildArchive, type ArchiveFormat } from '@unitfleet/contracts';
import { GitHost } from '@unitfleet/testing';
import { extract } from 'tar-stream';
import { BuilderRig } from './builder-rig';

let rig: BuilderRig;
let host: GitHost;
let registryUuid: string;
let commit: string;

const large = Buffer.alloc(3_000_000, 'not compressed away \u0001\u0002');

beforeAll(async () => {
  rig = await BuilderRig.start();
  host = await GitHost.start();
  const repository = await host.createRepository('firmware', {
    'main.py': 'print(1)\n',
    'lib/a.py': 'a',
    'docs/readme.md': 'left out',
    'data.bin': large,
    '.pepeignore': 'docs/\n.pepeignore\nenv_example.json\n',
    'env_example.json': '{}',
    'env.json': '{"stale":true}',
  });
  commit = await repository.head();
  registryUuid = rig.register(repository.url);
  await rig.synchronise(registryUuid);
});
afterAll(async () => {
  await rig.stop();
  await host.stop();
});

const files = { 'env.json': '{"fresh": true}', 'schema.json': '{}' };

const download = async (format: ArchiveFormat, of: string | null, windowBits = 9): Promise<Buffer> => {
  const request = { registryUuid, commit: of, files, format, windowBits, level: 9 };
  const { head, content } = await rig.streams.open(buildArchive, request);
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  const bytes = Buffer.concat(parts);
  expect(bytes.length).toBe(head.size);
  return bytes;
};

const unpack = async (tar: Buffer): Promise<Record<string, Buffer>> => {
  const found: Record<string, Buffer> = {};
  const reader = extract();
  reader.end(tar);
  for await (const entry of reader) {
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    found[entry.header.name] = Buffer.concat(parts);
  }
  return found;
};

it('holds the commit without what is ignored, and the given files over those of the repository', async () => {
  const found = await unpack(await download('tar', commit));
  expect(Object.keys(found)).toEqual([
    './',
    './data.bin',
    './env.json',
    './lib/',
    './lib/a.py',
    './main.py',
    './schema.json',
  ]);
  expect(found['./data.bin']!.equals(large)).toBe(true);
  expect(found['./env.json']!.toString()).toBe(files['env.json']);
});

it('is a zlib stream with the window asked for, or a zip', async () => {
  const tgz = await download('tgz', commit);
  expect(tgz.subarray(0, 1).toString('hex')).toBe('18');
  const tar = await download('tar', commit);
  expect(inflateSync(tgz).equals(tar)).toBe(true);
  expect(inflateRawSync(await download('tgz', commit, -9)).equals(tar)).toBe(true);
  expect((await download('zip', commit)).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
});

it('is nothing but the given files without a commit', async () => {
  expect(Object.keys(await unpack(await download('tar', null)))).toEqual([
    './',
    './env.json',
    './schema.json',
  ]);
});

it('may be downloaded many times at once', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => download('tgz', commit)));
  for (const one of all) expect(one.equals(all[0]!)).toBe(true);
});

it('is refused for an unknown commit and for impossible windows', async () => {
  await expect(download('tar', 'f'.repeat(40))).rejects.toMatchObject({ errorCode: 'GitRepo' });
  await expect(download('tgz', commit, 16)).rejects.toMatchObject({ errorCode: 'Unit' });
});
