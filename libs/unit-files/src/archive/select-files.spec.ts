import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectFiles } from './select-files';

const TREE = ['.gitignore', '.pepeignore', 'main.py', 'lib/a.py', 'lib/b.txt', 'docs/x/a.md', 'LICENSE'];
const files = (paths: readonly string[]) => paths.map((path) => ({ path, mode: 0o100644 }));
const kept = (paths: readonly string[], rules: string | null): string[] =>
  selectFiles(files(paths), rules).files.map(({ path }) => path);

interface Vectors {
  readonly tree: string[];
  readonly cases: { rules: string[]; ignored: string[]; emptyFolders: string[] }[];
}
// What python's pathspec (gitwildmatch) and a bottom-up walk make of each set of rules.
const vectors: Vectors = JSON.parse(
  readFileSync(join(__dirname, '../ignore/gitwildmatch.vectors.json'), 'utf8'),
);

describe('selectFiles', () => {
  it.each(vectors.cases.map((one) => [one.rules.join(' | '), one] as const))('does as %s says', (_, one) => {
    const { files: left, emptyFolders } = selectFiles(files(vectors.tree), one.rules.join('\n'));
    const paths = left.map(({ path }) => path);
    expect(vectors.tree.filter((path) => !paths.includes(path))).toEqual(one.ignored);
    expect([...emptyFolders].sort()).toEqual([...one.emptyFolders].sort());
  });

  it('leaves out .git at any depth and in any case, also when it is taken back', () => {
    const tricks = ['.git/config', 'sub/.git/config', 'sub/.GIT', '.Git/hooks/x'];
    expect(kept([...tricks, ...TREE], null)).toEqual(TREE);
    expect(kept([...tricks, ...TREE], '!.git\n!.git/**')).toEqual(TREE);
    expect(kept(['sub/.github/x', '.gitmodules'], null)).toEqual(['sub/.github/x', '.gitmodules']);
    expect(selectFiles(files(['.git/config', 'a/.git/x']), null).emptyFolders).toEqual(['a']);
  });

  it.each([
    ['CRLF line ends', 'main.py\r\nLICENSE\r\n', ['main.py', 'LICENSE']],
    ['lone CR line ends', 'main.py\rLICENSE', ['main.py', 'LICENSE']],
    ['a byte order mark', '\uFEFFmain.py\n', ['main.py']],
    ['capital letters', 'license', []],
    ['itself', '.pepeignore', ['.pepeignore']],
    ['lines that are no rules', '!\n!/\nmain.py\\\n[z-a]\nLICENSE', ['LICENSE']],
  ])('knows %s', (_, rules, ignored) => {
    expect(kept(TREE, rules)).toEqual(TREE.filter((path) => !(ignored as string[]).includes(path)));
  });

  it('leaves links out and their folders in, and keeps submodules as empty folders', () => {
    const listing = [
      { path: 'a.py', mode: 0o100755 },
      { path: 'links/one', mode: 0o120000 },
    ];
    expect(selectFiles(listing, null, ['vendor/lib', 'vendor/.git', 'gone'])).toEqual({
      files: [listing[0]],
      emptyFolders: ['vendor/lib', 'gone', 'links'],
    });
    expect(selectFiles(listing, 'gone/\nlinks', ['gone']).emptyFolders).toEqual([]);
  });

  it.each([['../evil'], ['/etc/passwd'], ['a//b'], ['a/./b'], ['bad\uFFFDname'], ['я'.repeat(2_049)]])(
    'refuses the name %j, unless it is ignored',
    (path) => {
      expect(() => selectFiles(files([path]), null)).toThrow(/^422: 5: /);
      expect(kept([path, 'good'], `*\n!good`)).toEqual(['good']);
    },
  );

  it('refuses names that come twice, or that a file and a folder have', () => {
    expect(() => selectFiles(files(['a/b', 'a/b']), null)).toThrow(/^422: 5: /);
    expect(() => selectFiles(files(['a', 'a/b']), null)).toThrow(/^422: 5: /);
    expect(() => selectFiles(files(['a']), null, ['a'])).toThrow(/^422: 5: /);
  });

  it('does not try all ways that stars could be read, and refuses endless lists of rules', () => {
    const path = `${'a'.repeat(200)}/${'b/'.repeat(100)}c`;
    expect(kept([path], `${'*a'.repeat(100)}*x\n${'**/b/'.repeat(60)}x`)).toEqual([path]);
    expect(() => kept(TREE, '*.x\n'.repeat(1_000_000))).toThrow('too many rules');
  });
});

// Without limits each of these keeps the process busy for minutes, or takes all its memory.
describe('of a hostile commit', () => {
  const deep = (depth: number, name: string) => `${'a/'.repeat(depth)}${name}`;
  const manyLong = Array.from({ length: 3_000 }, (_, index) => `${'a'.repeat(3_990)}${index}`);

  it.each([
    [
      'folders at any depth',
      `${'**/a/'.repeat(200)}b`,
      Array.from({ length: 4_000 }, (_, n) => deep(250, `${n}`)),
    ],
    ['long names', `*${'a'.repeat(2_000)}b`, manyLong],
  ])('rules do not try all ways to find %s', (_, rule, paths) => {
    expect(() => selectFiles(files(paths), rule)).toThrow('rules of .pepeignore take too long');
  });

  it('folders are not without end', () => {
    const deepest = Array.from({ length: 4_000 }, (_, n) => deep(1_900, `${n}`));
    expect(() => selectFiles(files(deepest), null)).toThrow('too many folders');
    const widest = Array.from({ length: 201_000 }, (_, n) => `${n}/x`);
    expect(() => selectFiles(files(widest), null)).toThrow('too many folders');
    expect(kept([deep(250, 'b')], null)).toEqual([deep(250, 'b')]);
  });
});
