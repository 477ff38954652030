import { compareArchivePaths, inArchiveOrder, isArchivable, permissionsOf } from './archive-entry';

describe('archive entries', () => {
  it('puts a folder before its content and compares names segment by segment', () => {
    const paths = ['b', 'a/z', 'a-b', 'a/b/c', 'a.py', 'B'];
    expect(inArchiveOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual([
      'B',
      'a/b/c',
      'a/z',
      'a-b',
      'a.py',
      'b',
    ]);
    expect(compareArchivePaths('a', 'a')).toBe(0);
    expect(compareArchivePaths('a', 'a/b')).toBeLessThan(0);
  });

  it.each([
    [0o100644, true, 0o644],
    [0o100664, true, 0o644],
    [0o100755, true, 0o755],
    [0o120000, false, 0o644],
    [0o160000, false, 0o644],
    [0o040000, false, 0o644],
  ])('reads git mode %o', (mode, archivable, permissions) => {
    expect(isArchivable({ mode })).toBe(archivable);
    expect(permissionsOf(mode)).toBe(permissions);
  });
});
