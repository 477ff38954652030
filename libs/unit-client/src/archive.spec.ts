import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unpackArchive } from './archive';
import { ArchiveError } from './errors';
import { ArchiveEntry, makeTar, toTgz } from './testing/make-archive';

const PROGRAM: ArchiveEntry[] = [
  { name: './', type: 'directory' },
  { name: './env.json', data: '{}' },
  { name: './lib/', type: 'directory' },
  { name: './lib/sensor.js', data: 'x'.repeat(1500) },
  { name: './run', data: '#!/bin/sh\n', mode: 0o755 },
];

describe('unpackArchive', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'archive-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads tar, zlib and gzip alike', async () => {
    const tar = await makeTar(PROGRAM);
    for (const [name, archive] of Object.entries({ tar, tgz: toTgz(tar), gzip: gzipSync(tar) })) {
      const target = join(folder, name);
      expect(unpackArchive(archive, target)).toEqual(['env.json', 'lib/sensor.js', 'run']);
      expect(readFileSync(join(target, 'lib/sensor.js'), 'utf8')).toBe('x'.repeat(1500));
      expect(statSync(join(target, 'run')).mode & 0o777).toBe(0o755);
    }
  });

  it('reads names longer than a ustar header holds', async () => {
    const name = `${'deep/'.repeat(60)}résumé.txt`;
    expect(unpackArchive(await makeTar([{ name, data: 'long' }]), folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('long');
  });

  it.each(['../evil', 'a/../../evil', '/etc/evil', 'a\\..\\evil', 'C:/evil'])(
    'refuses the name %p and writes nothing',
    async (name) => {
      const tar = await makeTar([
        { name: './fine', data: 'fine' },
        { name, data: 'evil' },
      ]);
      expect(() => unpackArchive(tar, folder)).toThrow(ArchiveError);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each(['symlink', 'link', 'fifo', 'character-device'])('refuses a %s', async (type) => {
    const tar = await makeTar([{ name: './odd', type, linkname: '/etc/passwd' }]);
    expect(() => unpackArchive(tar, folder)).toThrow(/only files and folders/);
    expect(existsSync(join(folder, 'odd'))).toBe(false);
  });

  it('refuses an archive that is cut, damaged or something else', async () => {
    const tar = await makeTar(PROGRAM);
    const damaged = Buffer.from(tar);
    damaged.write('Z', 2);
    const tgz = toTgz(tar);
    for (const archive of [
      tar.subarray(0, 700),
      damaged,
      tgz.subarray(0, tgz.length - 20),
      Buffer.from('{"detail":"403: 1: No Access"}'),
      Buffer.alloc(0),
    ]) {
      expect(() => unpackArchive(archive, folder)).toThrow(ArchiveError);
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
