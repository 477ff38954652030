import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync, inflateSync, gunzipSync } from 'node:zlib';
import { buildArchive, type ArchiveFormat } from '@unitfleet/contracts';
import { METRICS, type Registry } from '@unitfleet/observability';
import { eventually, GitHost, type GitRepository } from '@unitfleet/testing';
import { extract, type Header } from 'tar-stream';
import { BuilderRig } from './builder-rig';

let rig: BuilderRig;
let host: GitHost;
let repository: GitRepository;
let registryUuid: string;
let commit: string;

const large = Buffer.alloc(3_000_000, 'not compressed away \u0001\u0002');
const longName = `${'folder/'.repeat(15)}file.py`;

beforeAll(async () => {
  rig = await BuilderRig.start({ BUILDER_ARCHIVE_CACHE_SIZE: '16', PU_MAX_EXTERNAL_REPO_SIZE: '8' });
  host = await GitHost.start();
  repository = await host.createRepository('firmware', {
    'main.py': 'print(1)\n',
    'lib/a.py': 'a',
    'docs/readme.md': 'left out',
    'data/.gitkeep': '',
    'data.bin': large,
    'имя.py': 'имя',
    [longName]: 'long',
    '.pepeignore': 'docs/\n.pepeignore\nenv_example.json\n.gitkeep\n!docs/readme.md\n',
    'env_example.json': '{}',
    'env.json': '{"stale":true}',
  });
  await symlink('/etc/passwd', join(repository.folder, 'link'));
  await writeFile(join(repository.folder, 'run.sh'), '#!/bin/sh\n');
  await chmod(join(repository.folder, 'run.sh'), 0o755);
  await repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},vendor/lib`);
  await mkdir(join(repository.folder, 'vendor/lib'), { recursive: true });
  commit = await repository.commit({}, 'Links and other repositories', {
    date: new Date('2024-05-06T07:08:09Z'),
  });
  await repository.push();
  registryUuid = rig.register(repository.url);
  await rig.synchronise(registryUuid);
});
afterAll(async () => {
  await rig.stop();
  await host.stop();
});

const files = { 'env.json': '{"fresh": true}', 'schema.json': '{}' };

const download = async (
  format: ArchiveFormat,
  of: string | null,
  windowBits = 9,
  level = 9,
  added: Record<string, string> = files,
): Promise<Buffer> => {
  const request = { registryUuid, commit: of, files: added, format, windowBits, level };
  const { head, content } = await rig.streams.open(buildArchive, request);
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  const bytes = Buffer.concat(parts);
  expect(bytes.length).toBe(head.size);
  return bytes;
};

const unpack = async (tar: Buffer): Promise<Record<string, Header & { content: Buffer }>> => {
  const found: Record<string, Header & { content: Buffer }> = {};
  const reader = extract();
  reader.end(tar);
  for await (const entry of reader) {
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    found[entry.header.name] = { ...entry.header, content: Buffer.concat(parts) };
  }
  return found;
};

/** Archives that were asked for so far. */
const counts = async (): Promise<{ built: number; found: number }> => {
  const metric = rig.builder.get<Registry>(METRICS).getSingleMetric('builder_archives_total')!;
  const { values } = await metric.get();
  const of = (outcome: string) => values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  return { built: of('built'), found: of('found') };
};

it('holds the commit without what is ignored, and the given files over those of the repository', async () => {
  const found = await unpack(await download('tar', commit));
  expect(Object.keys(found)).toEqual([
    './',
    './data/',
    './data.bin',
    './env.json',
    ...Array.from({ length: 15 }, (_, level) => `./${'folder/'.repeat(level + 1)}`),
    `./${longName}`,
    './lib/',
    './lib/a.py',
    './main.py',
    './run.sh',
    './schema.json',
    './vendor/',
    './vendor/lib/',
    './имя.py',
  ]);
  expect(found['./data.bin']!.content.equals(large)).toBe(true);
  expect(found['./env.json']!.content.toString()).toBe(files['env.json']);
  expect(found['./run.sh']).toMatchObject({ mode: 0o755, type: 'file' });
  for (const { mtime } of Object.values(found)) expect(mtime).toEqual(new Date('2024-05-06T07:08:09Z'));
});

it('is a zlib stream with the window asked for, raw, gzip, or a zip', async () => {
  const tgz = await download('tgz', commit);
  expect(tgz.subarray(0, 2).toString('hex')).toBe('18d3');
  const tar = await download('tar', commit);
  expect(inflateSync(tgz, { windowBits: 9 }).equals(tar)).toBe(true);
  expect(inflateRawSync(await download('tgz', commit, -9), { windowBits: 9 }).equals(tar)).toBe(true);
  expect(gunzipSync(await download('tgz', commit, 31, 1)).equals(tar)).toBe(true);
  expect(inflateSync(await download('tgz', commit, 15, 0)).equals(tar)).toBe(true);
  expect((await download('zip', commit)).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
});

it('is nothing but the given files without a commit', async () => {
  expect(Object.keys(await unpack(await download('tar', null)))).toEqual([
    './',
    './env.json',
    './schema.json',
  ]);
});

it('is built once for many who ask at once, and found by those who ask later', async () => {
  const before = await counts();
  const all = await Promise.all(Array.from({ length: 8 }, () => download('tgz', commit, 10)));
  for (const one of all) expect(one.equals(all[0]!)).toBe(true);
  expect((await download('tgz', commit.toUpperCase(), 10)).equals(all[0]!)).toBe(true);
  expect(await counts()).toEqual({ built: before.built + 1, found: before.found + 8 });
});

it('has the same bytes whenever and from wherever it is built', async () => {
  const built = await Promise.all([download('tgz', commit, 9), download('zip', commit)]);
  await rig.builder.close();
  await rig.startBuilder();
  expect(await Promise.all([download('tgz', commit, 9), download('zip', commit)])).toEqual(built);
  await repository.commit({ 'more.py': '' }, 'More');
  await repository.push();
  await rig.synchronise(registryUuid);
  await rig.builder.close();
  await rig.startBuilder();
  expect(await download('tgz', commit, 9)).toEqual(built[0]);
});

/** Archives on disk that the process holds: none of them has a name. */
const held = async (): Promise<number> => {
  const descriptors = await readdir('/proc/self/fd');
  const paths = await Promise.all(descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')));
  return paths.filter((path) => path.includes(join(rig.mirrors, '.archives'))).length;
};

it('leaves room for others: the oldest go, what is being read goes when it has been read', async () => {
  const envs = Array.from({ length: 12 }, (_, index) => ({ 'env.json': `{"unit": ${index}}` }));
  for (const env of envs) await download('tar', commit, 9, 9, env);
  // Three megabytes each: five fit into the sixteen.
  await eventually(async () => expect(await held()).toBe(5));
  const before = await counts();
  await download('tar', commit, 9, 9, envs[11]);
  await download('tar', commit, 9, 9, envs[0]);
  expect(await counts()).toEqual({ built: before.built + 1, found: before.found + 1 });
  await Promise.all(envs.map((env) => download('tar', commit, 9, 9, env)));
  await eventually(async () => expect(await held()).toBe(5));
  expect(await readdir(join(rig.mirrors, '.archives'))).toEqual([]);
});

it('is refused for an unknown commit and for impossible windows, again and again', async () => {
  for (let again = 0; again < 2; again += 1) {
    await expect(download('tar', 'f'.repeat(40))).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(download('tgz', commit, 16)).rejects.toMatchObject({ errorCode: 'Unit' });
  }
});

/** Writes an object as it is, whatever git thinks of it. */
const literally = async (kind: string, content: Buffer): Promise<string> => {
  const path = join(repository.folder, `.git/literal-${randomBytes(4).toString('hex')}`);
  await writeFile(path, content);
  return repository.git('hash-object', '-t', kind, '-w', '--literally', path);
};
const entry = (mode: string, name: Buffer | string, object: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(object, 'hex')]);
const commitOf = async (tree: string): Promise<string> => {
  const made = await repository.git('commit-tree', '-m', 'Trick', tree);
  await repository.git('branch', '--force', `trick-${made.slice(0, 8)}`, made);
  await repository.push();
  await rig.synchronise(registryUuid);
  return made;
};

it('never leaves its folder and has no clone data, whatever a tree says', async () => {
  const blob = await literally('blob', Buffer.from('trick'));
  const config = await literally('tree', entry('100644', 'config', blob));
  const inner = await literally('tree', entry('40000', '.GIT', config));
  const hidden = await commitOf(
    await literally(
      'tree',
      Buffer.concat([
        entry('40000', '.git', config),
        entry('100644', 'good.py', blob),
        entry('40000', 'sub', inner),
      ]),
    ),
  );
  expect(Object.keys(await unpack(await download('tar', hidden)))).toEqual([
    './',
    './env.json',
    './good.py',
    './schema.json',
    './sub/',
  ]);
  for (const name of ['..', '.', Buffer.from([0xff, 0xfe])]) {
    const outside = await commitOf(await literally('tree', entry('100644', name, blob)));
    await expect(download('tar', outside)).rejects.toMatchObject({ errorCode: 'GitRepo' });
  }
});

it('is not made of files without end', async () => {
  const blob = await literally('blob', Buffer.alloc(0));
  let tree = await literally('tree', entry('100644', 'f', blob));
  for (let level = 0; level < 9; level += 1)
    tree = await literally(
      'tree',
      Buffer.concat('0123456789'.split('').map((name) => entry('40000', name, tree))),
    );
  const bomb = await commitOf(tree);
  await expect(download('tar', bomb)).rejects.toMatchObject({
    errorCode: 'GitRepo',
    message: expect.stringContaining('too many files'),
  });
  const zeros = join(repository.folder, 'zeros');
  await promisify(execFile)('truncate', ['-s', '9M', zeros]);
  const swollen = await repository.commit({}, 'Zeros');
  await repository.push();
  await rig.synchronise(registryUuid);
  await expect(download('tar', swollen)).rejects.toMatchObject({
    errorCode: 'GitRepo',
    message: expect.stringContaining('zeros is larger than 8 MB'),
  });
});
