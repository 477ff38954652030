import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle } from './generated-file';

describe('generated files', () => {
  const asIs = (content: string) => Promise.resolve(content);
  const folder = () => mkdtempSync(join(tmpdir(), 'unitfleet-gen-'));

  it('are written when they differ, and only then', async () => {
    const root = folder();
    const file = { path: 'a/b.txt', content: 'one' };
    expect(await settle(root, [file], false, asIs)).toEqual(['a/b.txt']);
    expect(await settle(root, [file], false, asIs)).toEqual([]);
    expect(await settle(root, [{ ...file, content: 'two' }], false, asIs)).toEqual(['a/b.txt']);
    expect(readFileSync(join(root, 'a/b.txt'), 'utf8')).toBe('two');
  });

  it('are left alone by a check, which names what is stale', async () => {
    const root = folder();
    expect(await settle(root, [{ path: 'x', content: 'x' }], true, asIs)).toEqual(['x']);
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  it('stay for ever once they are released', async () => {
    const root = folder();
    const released = { path: 'fixture', content: 'as released', once: true };
    await settle(root, [released], false, asIs);
    expect(await settle(root, [{ ...released, content: 'as of today' }], false, asIs)).toEqual([]);
    expect(readFileSync(join(root, 'fixture'), 'utf8')).toBe('as released');
  });
});
