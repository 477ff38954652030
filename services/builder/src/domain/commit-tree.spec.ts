import { parseTree } from './commit-tree';

it('reads files with any name, and tells where other repositories would be', () => {
  const listing = [
    '100644 blob aa      12\tsrc/ä b\n"c".py',
    '100755 blob bb       0\trun.sh',
    '160000 commit cc       -\tvendor/lib',
    '120000 blob dd       4\tlink',
    '',
  ].join('\0');
  const tree = parseTree(listing, '1700000000\n');
  expect(tree.committedAt.toISOString()).toBe('2023-11-14T22:13:20.000Z');
  expect(tree.submodules).toEqual(['vendor/lib']);
  expect(tree.files).toEqual([
    { path: 'src/ä b\n"c".py', mode: 0o100644, object: 'aa', size: 12 },
    { path: 'run.sh', mode: 0o100755, object: 'bb', size: 0 },
    { path: 'link', mode: 0o120000, object: 'dd', size: 4 },
  ]);
});
