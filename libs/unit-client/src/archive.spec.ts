import { array, assert, nat, property, tuple } from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readArchive, unpackArchive } from './archive';
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

  it('reads or refuses whatever it is given, and never leaves its folder', async () => {
    const tar = await makeTar([
      { name: './lib/', type: 'directory' },
      { name: `./${'long/'.repeat(30)}a.js`, data: 'x'.repeat(700) },
      { name: './b.js', data: 'y' },
    ]);
    const change = tuple(nat(tar.length - 1), nat(255));
    assert(
      property(array(change, { minLength: 1, maxLength: 12 }), nat(tar.length), (changes, length) => {
        const broken = Buffer.from(tar.subarray(0, length < 600 ? tar.length : length));
        for (const [at, byte] of changes) if (at < broken.length) broken[at] = byte;
        for (let at = 0; at + 512 <= broken.length; at += 512) repairChecksum(broken.subarray(at, at + 512));
        let paths: string[] = [];
        try {
          paths = readArchive(broken).map(({ path }) => path);
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveError);
        }
        for (const path of paths) expect(relative('/device', resolve('/device', path))).toBe(path);
      }),
      { numRuns: 500 },
    );
  });
});

/** What looks like a header gets the sum that goes with it: otherwise nearly everything is refused for that alone. */
function repairChecksum(block: Buffer): void {
  if (block.toString('latin1', 257, 262) !== 'ustar') return;
  let sum = 0;
  for (let i = 0; i < 512; i += 1) sum += i >= 148 && i < 156 ? 0x20 : (block[i] ?? 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
