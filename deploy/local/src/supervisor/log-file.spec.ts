import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file';

describe('LogFile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unitfleet-log-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const content = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('keeps what was written before', () => {
    new LogFile(join(folder, 'a.log')).append('one');
    new LogFile(join(folder, 'a.log')).append('two');
    expect(content('a.log')).toBe('one\ntwo\n');
  });

  it('begins anew when it is full and keeps the last full one', () => {
    const log = new LogFile(join(folder, 'a.log'), 10);
    for (const line of ['first', 'second', 'third']) log.append(line);
    expect(content('a.log')).toBe('third\n');
    expect(content('a.log.1')).toBe('second\n');
  });

  it('does not mind that it cannot be written, and goes on when it can again', () => {
    const log = new LogFile(join(folder, 'a.log', 'b.log'));
    new LogFile(join(folder, 'a.log')).append('a file in place of the folder');
    log.append('lost');
    rmSync(join(folder, 'a.log'));
    log.append('kept');
    expect(content('a.log/b.log')).toBe('kept\n');
  });
});
