import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ArchiveError, UpdateError } from '../errors';
import type { TarEntry } from '../tar-reader';
import { DeviceFolder, ENV, SCHEMA, UNIT, makeDeviceFolder } from '../testing/device-folder';
import { DeviceLayout, UpdatePlan, planUpdate } from './plan-update';
import { UpdateFolder } from './update-folder';

describe('planUpdate', () => {
  let device: DeviceFolder;
  beforeEach(() => (device = makeDeviceFolder()));
  afterEach(() => device.remove());

  const plan = (files: Record<string, string>, layout: Partial<DeviceLayout> = {}): UpdatePlan => {
    const all = { 'env.json': JSON.stringify(ENV), 'schema.json': JSON.stringify(SCHEMA), ...files };
    const entries = Object.entries(all).map(([path, text]): TarEntry => ({
      path,
      kind: 'file',
      mode: 0o644,
      data: Buffer.from(text),
    }));
    return planUpdate(
      entries,
      new UpdateFolder(device.path),
      { ...device, keepFiles: [], requiredFiles: [], ...layout },
      UNIT,
    );
  };

  it('puts the file that carries the version last', () => {
    expect(plan({ 'main.js': '' }).files.map(({ name }) => name)).toEqual([
      'schema.json',
      'main.js',
      'env.json',
    ]);
  });

  it('tells new folders and what existed', () => {
    expect(plan({ 'a/b/c.js': '' })).toMatchObject({ folders: ['a', 'a/b'], version: ENV.PU_COMMIT_VERSION });
    expect(plan({ 'a/b/c.js': '' }).files).toContainEqual({
      name: 'env.json',
      target: 'env.json',
      existed: true,
    });
  });

  it('leaves what is to be kept once it is there', () => {
    mkdirSync(device.file('data'));
    writeFileSync(device.file('data/log.csv'), '');
    const { files } = plan(
      { 'data/log.csv': '', 'data/new.csv': '', 'state.json': '' },
      { keepFiles: ['data/', 'state.json'] },
    );
    expect(files.map(({ name }) => name)).toEqual(['schema.json', 'data/new.csv', 'state.json', 'env.json']);
  });

  it('puts the documents where this device has them', () => {
    const { files } = plan({}, { envFilePath: device.file('conf/unit.json') });
    expect(files).toContainEqual({ name: 'env.json', target: 'conf/unit.json', existed: false });
  });

  it('refuses what is not a version of this Unit', () => {
    const other = {
      ...ENV,
      PU_AUTH_TOKEN: ENV.PU_AUTH_TOKEN.replace(
        /\..*\./,
        `.${Buffer.from('{"uuid":"x"}').toString('base64url')}.`,
      ),
    };
    expect(() => plan({ 'env.json': JSON.stringify(other) })).toThrow('another Unit');
    expect(() => plan({ 'env.json': JSON.stringify({ ...ENV, PU_COMMIT_VERSION: '' }) })).toThrow(
      'which version',
    );
    expect(() => plan({ 'schema.json': '[]' })).toThrow('schema.json');
    expect(() => plan({}, { requiredFiles: ['main.js'] })).toThrow('the archive has no main.js');
  });

  it('refuses names that are taken, reserved or contradict each other', () => {
    expect(() => plan({ '.unit-update/journal.json': '{}' })).toThrow('reserved');
    expect(() => plan({ lib: '', 'lib/a.js': '' })).toThrow(ArchiveError);
    mkdirSync(device.file('lib'));
    expect(() => plan({ lib: '' })).toThrow('is a folder');
  });

  it('does not go through links or files', () => {
    symlinkSync(tmpdir(), device.file('lib'));
    expect(() => plan({ 'lib/a.js': '' })).toThrow(UpdateError);
    writeFileSync(device.file('src'), '');
    expect(() => plan({ 'src/a.js': '' })).toThrow('src is no folder');
  });
});
