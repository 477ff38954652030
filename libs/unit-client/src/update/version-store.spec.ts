import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assert, constantFrom, dictionary, nat, property } from 'fast-check';
import { ENV, SCHEMA, UNIT } from '../testing/device-folder';
import { Killed, KillableDisk, quickDisk } from '../testing/killable-disk';
import { snapshot } from '../testing/snapshot';
import type { TarEntry } from '../tar-reader';
import { UpdatePlan, planUpdate } from './plan-update';
import { VersionStore } from './version-store';

type Files = Record<string, string>;
type Tree = Record<string, string>;

const OLD: Files = {
  'env.json': JSON.stringify(ENV),
  'schema.json': JSON.stringify(SCHEMA),
  'main.js': 'old program',
  'lib/sensor.js': 'old sensor',
  'data.json': 'what the device has learnt',
};
const NEW: Files = {
  'env.json': JSON.stringify({ ...ENV, PU_COMMIT_VERSION: 'new' }),
  'schema.json': JSON.stringify({ ...SCHEMA, output_topic: {} }),
  'main.js': 'new program',
  'lib/sensor.js': 'new sensor',
  'lib/deep/er/added.js': 'added',
  'data.json': 'what the developer ships',
};

describe('VersionStore', () => {
  let folder: string;
  let old: Tree;
  beforeEach(() => begin(OLD));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const begin = (files: Files): void => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), 'version-store-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { mode: 0o640 });
    }
    symlinkSync('main.js', join(folder, 'link.js'));
    old = snapshot(folder);
  };
  const planOf = (files: Files): UpdatePlan => {
    const entries: TarEntry[] = Object.entries(files).map(([path, text]) => ({
      path,
      kind: 'file',
      mode: 0o755,
      data: Buffer.from(text),
    }));
    const layout = {
      envFilePath: join(folder, 'env.json'),
      schemaFilePath: join(folder, 'schema.json'),
      keepFiles: ['data.json'],
      requiredFiles: ['main.js'],
    };
    return planUpdate(entries, new VersionStore(folder, quickDisk).folder, layout, UNIT);
  };
  const update = (store: VersionStore, files: Files = NEW): void => {
    store.stage(planOf(files), 'old');
    store.commit();
  };
  /** Runs `work` with the plug pulled at a step; returns whether it came to that. */
  const killed = (killAt: number, work: (store: VersionStore) => void): boolean => {
    const disk = new KillableDisk(killAt);
    try {
      work(new VersionStore(folder, disk));
    } catch (error) {
      if (!(error instanceof Killed) && !disk.isDead) throw error;
    }
    return disk.isDead;
  };
  const recovered = (): VersionStore => {
    const store = new VersionStore(folder, quickDisk);
    store.recover();
    return store;
  };
  /** The tree that a finished update to `files` leaves. */
  const treeAfter = (files: Files): Tree => {
    update(new VersionStore(folder, quickDisk), files);
    return snapshot(folder);
  };

  it('puts the new files in place, keeps what it is told to keep and what the archive does not bring', () => {
    const tree = treeAfter(NEW);
    expect(tree).toMatchObject({
      'main.js': '755 new program',
      'lib/sensor.js': '755 new sensor',
      'lib/deep/er/added.js': '755 added',
      'data.json': '640 what the device has learnt',
      'link.js': 'link main.js',
    });
    expect(recovered().trial).toMatchObject({ from: 'old', to: 'new', starts: 0 });
  });

  it('takes a version back to the last byte and remembers why', () => {
    const store = new VersionStore(folder, quickDisk);
    update(store);
    store.revert('it did nothing');
    expect(snapshot(folder)).toEqual(old);
    expect(store.trial).toBeUndefined();
    expect(store.failure).toMatchObject({
      version: 'new',
      reason: 'it did nothing',
      count: 1,
      reported: false,
    });
    update(store);
    store.revert('again');
    expect(store.failure).toMatchObject({ count: 2 });
  });

  it('keeps the files before a confirmed version, and forgets its failures', () => {
    const store = new VersionStore(folder, quickDisk);
    update(store);
    store.revert('once');
    update(store);
    store.confirm();
    expect(store.trial).toBeUndefined();
    expect(store.failure).toBeUndefined();
    expect(snapshot(store.folder.previous)['main.js']).toBe('640 old program');
    expect(recovered().trial).toBeUndefined();
    expect(snapshot(folder)['main.js']).toBe('755 new program');
  });

  it('goes back by itself when a file cannot be put in place', () => {
    const store = new VersionStore(folder, quickDisk);
    store.stage(planOf(NEW), 'old');
    rmSync(join(folder, 'lib'), { recursive: true });
    writeFileSync(join(folder, 'lib'), 'in the way');
    expect(() => store.commit()).toThrow('could not be put in place');
    expect(snapshot(folder)).toMatchObject({
      'main.js': '640 old program',
      'env.json': `640 ${OLD['env.json']}`,
    });
  });

  it('replaces a link by a file, and puts the link back', () => {
    const store = new VersionStore(folder, quickDisk);
    update(store, { ...NEW, 'link.js': 'a file now' });
    expect(snapshot(folder)['link.js']).toBe('755 a file now');
    expect(snapshot(folder)['main.js']).toBe('755 new program');
    store.revert('no');
    expect(snapshot(folder)).toEqual(old);
  });

  it('ends with one whole version wherever an update is killed, and wherever its recovery is killed', () => {
    const after = treeAfter(NEW);
    let versions = '';
    for (let at = 0; ; at += 1) {
      begin(OLD);
      if (!killed(at, update)) break;
      // The recovery is killed too, at every step that it has.
      for (let again = 0; killed(again, (store) => void store.recover()); again += 1);
      const tree = recovered().trial ? after : old;
      expect(snapshot(folder)).toEqual(tree);
      versions += tree === after ? 'n' : 'o';
    }
    // Before the decision it is the old version, from then on the new one.
    expect(versions).toMatch(/^o{10,}n{5,}$/);
  });

  it('ends with the old version wherever taking back is killed', () => {
    const after = treeAfter(NEW);
    let versions = '';
    for (let at = 0; ; at += 1) {
      begin(OLD);
      update(new VersionStore(folder, quickDisk));
      if (!killed(at, (store) => store.revert('no'))) break;
      for (let again = 0; killed(again, (store) => void store.recover()); again += 1);
      const store = recovered();
      expect(snapshot(folder)).toEqual(store.trial ? after : old);
      if (!store.trial) expect(store.failure).toMatchObject({ reason: 'no', count: 1 });
      versions += store.trial ? 'n' : 'o';
    }
    expect(versions).toMatch(/^n{2}o{8,}$/);
  });

  it('has the new version wherever the confirmation is killed', () => {
    const after = treeAfter(NEW);
    for (let at = 0; ; at += 1) {
      begin(OLD);
      update(new VersionStore(folder, quickDisk));
      if (!killed(at, (store) => store.confirm())) break;
      recovered();
      expect(snapshot(folder)).toEqual(after);
    }
  });

  it('holds for any two versions', () => {
    const name = constantFrom('a', 'b', 'c', 'lib/a', 'lib/b', 'x/y/z', 'x/y/w');
    const text = constantFrom('', 'one', 'two', 'x'.repeat(2_000));
    const files = dictionary(name, text, { maxKeys: 6 });
    assert(
      property(files, files, nat(60), nat(30), (before, next, at, again) => {
        const whole = { ...NEW, ...next };
        begin({ ...OLD, ...before });
        const after = treeAfter(whole);
        begin({ ...OLD, ...before });
        killed(at, (store) => update(store, whole));
        killed(again, (store) => void store.recover());
        const tree = recovered().trial ? after : old;
        expect(snapshot(folder)).toEqual(tree);
        new VersionStore(folder, quickDisk).revert('no');
        expect(snapshot(folder)).toEqual(old);
      }),
      { numRuns: 25 },
    );
  });
});
