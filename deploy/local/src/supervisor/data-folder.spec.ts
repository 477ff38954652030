import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeDataFolder } from './data-folder';

describe('takeDataFolder', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'unitfleet-folder-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const withInstance = () => {
    mkdirSync(join(root, 'engines', 'postgres'), { recursive: true });
    for (const name of ['secrets.json', 'ports.json']) writeFileSync(join(root, name), '{}');
  };
  const noted = (holder: object) => writeFileSync(join(root, 'instance.lock'), JSON.stringify(holder));

  it('makes a folder that is not there, whatever its name', () => {
    takeDataFolder(join(root, 'with spaces', 'data'), true)();
    expect(readdirSync(join(root, 'with spaces'))).toEqual(['data']);
  });

  it('says what is wrong with a folder that cannot be written', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => takeDataFolder(join(root, 'file', 'data'), false)).toThrow(
      /file\/data .*UNITFLEET_DATA_DIR/,
    );
  });

  it('forgets an instance and leaves what is not its own', () => {
    withInstance();
    writeFileSync(join(root, 'letter.txt'), '');
    takeDataFolder(root, true)();
    expect(readdirSync(root)).toEqual(['letter.txt']);
  });

  it('touches nothing where no instance was, not even folders with the same names', () => {
    mkdirSync(join(root, 'logs'));
    expect(() => takeDataFolder(root, true)).toThrow(/holds no data of an instance/);
    expect(readdirSync(root)).toEqual(['logs']);
  });

  it('does not mind the lock of somebody who died, even if his number lives again', () => {
    noted({ pid: process.ppid, begun: 'long ago' });
    takeDataFolder(root, false);
    expect(readdirSync(root)).toEqual(['instance.lock']);
  });

  it('does not mind a lock that was half written', () => {
    writeFileSync(join(root, 'instance.lock'), '{"pid":');
    takeDataFolder(root, false)();
    expect(readdirSync(root)).toEqual([]);
  });
});
