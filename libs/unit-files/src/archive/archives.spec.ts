import { inflateRawSync, inflateSync, gunzipSync, crc32 } from 'node:zlib';
import { extract, Header } from 'tar-stream';
import { readDeflate } from '../../test/read-deflate';
import { ArchiveEntry, FOLDER_MODE, inArchiveOrder } from './archive-entry';
import { buildTar, tarSize } from './build-tar';
import { buildZip } from './build-zip';

import { deflateArchive } from './deflate-archive';
import { generatedFiles, withFiles } from './generated-files';

const TIME = new Date('2024-05-06T07:08:09.900Z');
const file = (path: string, text = path, mode = 0o100644): ArchiveEntry => ({
  path,
  mode,
  content: Buffer.from(text),
});

const folder = (path: string): ArchiveEntry => ({ path, mode: FOLDER_MODE, content: Buffer.alloc(0) });

const TREE = inArchiveOrder([
  file('main.py', 'print(1)\n'.repeat(100)),
  file('run.sh', '#!/bin/sh\n', 0o100755),
  file('lib/deep/er/a.py'),
  file('lib/b.py', ''),
  file('link', 'main.py', 0o120000),
  file('lib2/exactly', 'x'.repeat(512)),
]);

const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const readTar = async (bytes: Buffer): Promise<(Header & { text: string })[]> => {
  const found: (Header & { text: string })[] = [];
  const reader = extract();
  reader.end(bytes);
  for await (const entry of reader) {
    found.push({ ...entry.header, text: (await collect(entry as AsyncIterable<Buffer>)).toString() });
  }
  return found;
};

/** Names as MicroPython sees them: the 100-byte field of each header, nothing else understood. */
const plainNames = (tar: Buffer): string[] => {
  const names: string[] = [];
  for (let at = 0; tar[at] !== 0;) {
    const header = tar.subarray(at, at + 512);
    names.push(header.toString('utf8', 0, 100).replace(/\0.*$/s, ''));
    const size = parseInt(header.toString('latin1', 124, 135), 8);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return names;
};

describe('buildTar', () => {
  it('lists ./ first, folders before their content, everything behind ./', async () => {
    const tar = await collect(buildTar(TREE, TIME));
    expect(plainNames(tar)).toEqual([
      './',
      './lib/',
      './lib/b.py',
      './lib/deep/',
      './lib/deep/er/',
      './lib/deep/er/a.py',
      './lib2/',
      './lib2/exactly',
      './main.py',
      './run.sh',
    ]);
  });

  it('is read by others: content, modes, times, kinds', async () => {
    const members = await readTar(await collect(buildTar(TREE, TIME)));
    const byName = new Map(members.map((member) => [member.name, member]));
    expect(byName.get('./main.py')).toMatchObject({
      type: 'file',
      mode: 0o644,
      text: 'print(1)\n'.repeat(100),
    });
    expect(byName.get('./run.sh')).toMatchObject({ type: 'file', mode: 0o755 });
    expect(byName.get('./lib/b.py')).toMatchObject({ type: 'file', text: '' });
    expect(new Set(members.map(({ type }) => type))).toEqual(new Set(['file', 'directory']));
    expect(new Set(members.map(({ mtime }) => mtime?.toISOString()))).toEqual(
      new Set(['2024-05-06T07:08:09.000Z']),
    );
    expect(members.map(({ name }) => name)).not.toContain('./link');
  });

  it('gives the same bytes for the same version, as many as announced', async () => {
    const tar = await collect(buildTar(TREE, TIME));
    expect(await collect(buildTar(TREE, TIME))).toEqual(tar);
    expect(
      tarSize([...TREE].reverse().map(({ path, mode, content }) => ({ path, mode, size: content.length }))),
    ).toBe(tar.length);
    expect(tar.length % 512).toBe(0);
  });

  it('tells long and non-ASCII names in an extended header that MicroPython skips by its name', async () => {
    const long = `${'folder/'.repeat(15)}file.py`;
    const twin = `${long}c`;
    const entries = inArchiveOrder([
      file(long),
      file(twin),
      file('имя/файл.py'),
      file(`${'я'.repeat(60)}/x`),
    ]);
    const tar = await collect(buildTar(entries, TIME));
    const members = await readTar(tar);
    expect(members.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`./${long}`, './имя/', './имя/файл.py']),
    );
    expect(members.find(({ name }) => name === `./${long}`)?.text).toBe(long);
    const names = plainNames(tar);
    expect(names.filter((name) => name.includes('Pax'))).toEqual(
      names.filter((name) => name.includes('Pax')).map(() => '././@PaxHeader'),
    );
    expect(names).toContain('./имя/файл.py');
    // A cut name of a folder still is a folder's, no character is cut in two, and it is nobody else's.
    expect(names).toContainEqual(expect.stringMatching(/^\.\/я{44}~[0-9a-f]{8}\/$/));
    expect(new Set(names.filter((name) => !name.includes('Pax'))).size).toBe(entries.length + 18);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(100);
    expect(tarSize(entries.map(({ path, mode, content }) => ({ path, mode, size: content.length })))).toBe(
      tar.length,
    );
  });

  it('needs no extended header for 100 bytes of ASCII', async () => {
    const name = 'n'.repeat(98);
    expect(plainNames(await collect(buildTar([file(name)], TIME)))).toEqual(['./', `./${name}`]);
    expect(plainNames(await collect(buildTar([file(`${name}n`)], TIME)))).toContain('././@PaxHeader');
  });

  it('can hold nothing, and empty folders', async () => {
    expect(plainNames(await collect(buildTar([], TIME)))).toEqual(['./']);
    const entries = inArchiveOrder([folder('a/b'), file('a/c'), folder('d')]);
    const tar = await collect(buildTar(entries, TIME));
    expect(plainNames(tar)).toEqual(['./', './a/', './a/b/', './a/c', './d/']);
    expect(tarSize(entries.map(({ path, mode, content }) => ({ path, mode, size: content.length })))).toBe(
      tar.length,
    );
    expect(readZip(await collect(buildZip(entries, TIME))).map(({ name }) => name)).toEqual([
      'a/',
      'a/b/',
      'a/c',
      'd/',
    ]);
  });

  it.each([[-5], [1e15], [NaN], [8.64e15]])('stays whole whatever time a commit tells (%d)', async (time) => {
    const tar = await collect(buildTar([file('a')], new Date(time)));
    expect((await readTar(tar)).map(({ name }) => name)).toEqual(['./', './a']);
    expect(readZip(await collect(buildZip([file('a')], new Date(time))))).toHaveLength(1);
  });

  it.each([['../evil'], ['/etc/passwd'], ['a//b'], ['a/./b'], ['']])('refuses the path %j', async (path) => {
    await expect(collect(buildTar([file(path)], TIME))).rejects.toThrow(RangeError);
  });

  it('refuses entries out of order or twice', async () => {
    await expect(collect(buildTar([file('b'), file('a')], TIME))).rejects.toThrow('archive order');
    await expect(collect(buildTar([file('a'), file('a')], TIME))).rejects.toThrow('archive order');
  });
});

interface ZipListing {
  name: string;
  mode: number;
  text: string;
}

/** Reads a zip by its directory, checking every sum and every local record on the way. */
const readZip = (zip: Buffer): ZipListing[] => {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  let at = zip.readUInt32LE(end + 16);
  const found: ZipListing[] = [];
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    expect(zip.subarray(local + 4, local + 30)).toEqual(zip.subarray(at + 6, at + 32));
    const start = local + 30 + nameLength;
    const body = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body;
    expect(content.length).toBe(zip.readUInt32LE(at + 24));
    expect(crc32(content)).toBe(zip.readUInt32LE(at + 16));
    found.push({ name, mode: zip.readUInt16LE(at + 40), text: content.toString() });
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return found;
};

describe('buildZip', () => {
  it('lists folders and files without ./', async () => {
    const members = readZip(await collect(buildZip(TREE, TIME)));
    expect(members.map(({ name }) => name)).toEqual([
      'lib/',
      'lib/b.py',
      'lib/deep/',
      'lib/deep/er/',
      'lib/deep/er/a.py',
      'lib2/',
      'lib2/exactly',
      'main.py',
      'run.sh',
    ]);
    expect(members.find(({ name }) => name === 'run.sh')).toEqual({
      name: 'run.sh',
      mode: 0o100755,
      text: '#!/bin/sh\n',
    });
    expect(members.find(({ name }) => name === 'main.py')?.text).toBe('print(1)\n'.repeat(100));
  });

  it('writes names in UTF-8 and the time of the commit, never before 1980', async () => {
    const zip = await collect(buildZip([file('имя.py')], TIME));
    expect(readZip(zip)[0]?.name).toBe('имя.py');
    expect(zip.readUInt16LE(6) & 0x800).toBe(0x800);
    expect(zip.readUInt16LE(12)).toBe(((2024 - 1980) << 9) | (5 << 5) | 6);
    expect(zip.readUInt16LE(10)).toBe((7 << 11) | (8 << 5) | 4);
    const early = await collect(buildZip([file('a')], new Date(0)));
    expect(early.readUInt16LE(12)).toBe((1 << 5) | 1);
  });

  it('can hold nothing', async () => {
    expect(readZip(await collect(buildZip([], TIME)))).toEqual([]);
  });
});

describe('deflateArchive', () => {
  // Repeats at a distance of 700 bytes, which only a window larger than 512 could use.
  const block = Buffer.from(Array.from({ length: 700 }, (_, index) => (index * index * 31) % 251));
  const content = Buffer.concat(Array.from({ length: 8 }, () => block));
  const source = async function* () {
    yield content;
  };

  it('gives by default a zlib stream that a window of 512 bytes can read', async () => {
    const bytes = await collect(deflateArchive(source()));
    expect(bytes.subarray(0, 2).toString('hex')).toBe('18d3');
    expect(inflateSync(bytes, { windowBits: 9 })).toEqual(content);
  });

  it('is told from a stream with the usual window by the test above', async () => {
    const bytes = await collect(deflateArchive(source(), 15, 9));
    expect(() => inflateSync(bytes, { windowBits: 9 })).toThrow();
  });

  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step);

  it.each([...range(-15, -9), ...range(9, 15), ...range(25, 31)])(
    'knows wbits %d at all levels, and never reaches back further than the window',
    async (wbits) => {
      for (const level of range(-1, 9)) {
        const bytes = await collect(deflateArchive(source(), wbits, level));
        const windowBits = wbits > 15 ? wbits - 16 : Math.abs(wbits);
        const inflate = wbits < 0 ? inflateRawSync : wbits > 15 ? gunzipSync : inflateSync;
        expect(inflate(bytes, { windowBits })).toEqual(content);
        const raw = wbits < 0 ? bytes : bytes.subarray(wbits > 15 ? 10 : 2);
        if (level === -1 || level === 9) {
          const { content: read, furthest } = readDeflate(raw);
          expect(read.equals(content)).toBe(true);
          expect(furthest).toBeLessThanOrEqual(2 ** windowBits);
        }
        expect(await collect(deflateArchive(source(), wbits, level))).toEqual(bytes);
      }
    },
  );

  it.each([
    [0, 9],
    [8, 9],
    [16, 9],
    [24, 9],
    [32, 9],
    [-8, 9],
    [-16, 9],
    [9.5, 9],
    [NaN, 9],
    [9, -2],
    [9, 10],
    [9, 1.5],
  ])('refuses wbits %d with level %d', (wbits, level) => {
    expect(() => deflateArchive(source(), wbits, level)).toThrow('422: 7: Unit Validation Error');
  });

  it('passes a failure of the source on', async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield content;
      throw new Error('mirror is gone');
    };
    await expect(collect(deflateArchive(failing()))).rejects.toThrow('mirror is gone');
  });
});

describe('the generated files', () => {
  const added = generatedFiles({ PU_DOMAIN: 'пример', PU_MQTT_PORT: 1883 }, { input_topic: {} });

  it('are ASCII with an indent of four', () => {
    expect(added.map(({ path, content }) => [path, content.toString()])).toEqual([
      [
        'env.json',
        '{\n    "PU_DOMAIN": "\\u043f\\u0440\\u0438\\u043c\\u0435\\u0440",\n    "PU_MQTT_PORT": 1883\n}',
      ],
      ['schema.json', '{\n    "input_topic": {}\n}'],
    ]);
  });

  it('take their place among the files and win over those of the same name', async () => {
    const repository = inArchiveOrder(
      ['a.py', 'env.json', 'lib/env.json', 'schema.json/x', 'z.py'].map((p) => file(p)),
    );
    const members = await readTar(await collect(buildTar(withFiles(repository, added), TIME)));
    expect(members.map(({ name }) => name)).toEqual([
      './',
      './a.py',
      './env.json',
      './lib/',
      './lib/env.json',
      './schema.json',
      './z.py',
    ]);
    expect(members.find(({ name }) => name === './env.json')?.text).toContain('1883');
  });

  it('are all there is without a repository', async () => {
    const tar = await collect(buildTar(withFiles([], added), TIME));
    expect(plainNames(tar)).toEqual(['./', './env.json', './schema.json']);
  });
});
