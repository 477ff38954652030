import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachableDataFolder } from './postgres-account';

/** Nobody has these numbers, so that a folder of mode 0700 is closed to them whoever runs the test. */
const STRANGER = { uid: 3_999_999, gid: 3_999_999 };

describe('the folder of a database that another user works on', () => {
  const base = mkdtempSync(join(tmpdir(), 'unitfleet-account-'));
  const shared = join(base, 'shared');
  const closed = (name: string) => {
    const folder = join(base, name);
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  };
  const begin = (dataDir: string) => {
    const folder = reachableDataFolder(dataDir, STRANGER, shared);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('lies in the data folder for whoever works as himself', () => {
    const dataDir = closed('own');
    expect(reachableDataFolder(dataDir, undefined, shared)).toBe(join(dataDir, 'postgres'));
  });

  it('lies elsewhere, behind a link, where the data folder is closed; the same one every time', () => {
    const dataDir = closed('linked');
    const folder = begin(dataDir);
    expect(folder.startsWith(shared)).toBe(true);
    expect(readlinkSync(join(dataDir, 'postgres'))).toBe(folder);
    writeFileSync(join(folder, 'kept'), '');
    expect(begin(dataDir)).toBe(folder);
    expect(existsSync(join(folder, 'kept'))).toBe(true);
  });

  it('begins anew when the data folder was removed', () => {
    const dataDir = closed('fresh');
    writeFileSync(join(begin(dataDir), 'old'), '');
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir, { mode: 0o700 });
    expect(existsSync(join(begin(dataDir), 'old'))).toBe(false);
  });

  it('goes with its data folder at the next start, unless it is in use, not ours or still wanted', () => {
    const forsaken = closed('forsaken');
    const inUse = closed('in-use');
    const wanted = begin(closed('wanted'));
    const [gone, busy] = [begin(forsaken), begin(inUse)];
    writeFileSync(join(busy, 'postmaster.pid'), `${process.pid}\n`);
    const foreign = join(shared, 'data-foreign');
    mkdirSync(foreign);
    rmSync(forsaken, { recursive: true });
    rmSync(inUse, { recursive: true });
    begin(closed('next'));
    expect([gone, busy, wanted, foreign].map((folder) => existsSync(folder))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
