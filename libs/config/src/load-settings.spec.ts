import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadSettings, redactSettings, SettingsError } from './load-settings';
import { flag, networks, port } from './setting-types';

const schema = z.object({ NAME: z.string(), PORT: port(80), VERBOSE: flag(false), APP_SECRET: z.string() });

describe('loadSettings', () => {
  it('reads, converts and fills in defaults', () => {
    expect(loadSettings(schema, { NAME: 'x', APP_SECRET: 's', VERBOSE: 'Yes' })).toEqual({
      NAME: 'x',
      PORT: 80,
      VERBOSE: true,
      APP_SECRET: 's',
    });
  });

  it('names every problem at once', () => {
    const load = () => loadSettings(schema, { PORT: '70000', VERBOSE: 'maybe', NAME: '' });
    expect(load).toThrow(SettingsError);
    expect(load).toThrow(/NAME.*\n.*PORT.*\n.*VERBOSE.*\n.*APP_SECRET/s);
  });

  it('takes a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'secret');
    writeFileSync(file, 'from file\n');
    expect(loadSettings(schema, { NAME: 'x', APP_SECRET_FILE: file }).APP_SECRET).toBe('from file');
  });

  it('says which file cannot be read, and leaves files of other programs alone', () => {
    const others = { NAME: 'x', APP_SECRET: 's', OTHER_PROGRAM_FILE: '/nowhere' };
    expect(loadSettings(schema, others).NAME).toBe('x');
    expect(() => loadSettings(schema, { NAME: 'x', APP_SECRET_FILE: '/nowhere' })).toThrow(
      /APP_SECRET_FILE: .*\/nowhere/,
    );
  });
});

describe('networks', () => {
  const list = z.object({ LIST: networks('127.0.0.0/8') });
  const read = (LIST?: string) => loadSettings(list, { LIST }).LIST;

  it('reads addresses and networks of both families', () => {
    expect(read()).toEqual(['127.0.0.0/8']);
    expect(read('10.0.0.1, ::1,fd00::/8 ,')).toEqual(['10.0.0.1', '::1', 'fd00::/8']);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.0/8/8', '10.0.0.1;10.0.0.2'])(
    'refuses %s',
    (text) => expect(() => read(text)).toThrow(SettingsError),
  );
});

describe('redactSettings', () => {
  it('covers secrets and passwords inside URLs', () => {
    expect(redactSettings({ PU_SECRET_KEY: 'k', DATABASE_URL: 'postgres://u:p@h/d', HTTP_PORT: 1 })).toEqual({
      PU_SECRET_KEY: '***',
      DATABASE_URL: 'postgres://u:***@h/d',
      HTTP_PORT: 1,
    });
  });
});
