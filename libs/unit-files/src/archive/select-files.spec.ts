import { selectFiles } from './select-files';

const TREE = [
  '.git/config',
  '.gitignore',
  '.pepeignore',
  'main.py',
  'lib/a.py',
  'lib/b.txt',
  'docs/x/a.md',
  'LICENSE',
];

describe('selectFiles', () => {
  it('leaves out .git even without a .pepeignore, and when it is taken back', () => {
    expect(selectFiles(TREE, null)).toEqual(TREE.slice(1));
    expect(selectFiles(TREE, '!.git\n!.git/**')).not.toContain('.git/config');
    expect(selectFiles(['sub/.git/config', 'sub/.github/x'], null)).toEqual(['sub/.github/x']);
  });

  it.each([
    ['names at any depth', 'a.py', ['lib/a.py']],
    ['comments and empty lines', '# main.py\n\n', []],
    ['CRLF line ends', 'main.py\r\nLICENSE\r\n', ['main.py', 'LICENSE']],
    ['a folder', 'docs', ['docs/x/a.md']],
    ['a folder by its slash', 'lib/', ['lib/a.py', 'lib/b.txt']],
    ['the root by a slash', '/a.py', []],
    ['stars', '*.py', ['main.py', 'lib/a.py']],
    ['double stars', 'docs/**/*.md', ['docs/x/a.md']],
    ['negation', '*.py\n!main.py', ['lib/a.py']],
    ['no negation inside an ignored folder', 'lib\n!lib/a.py', ['lib/a.py', 'lib/b.txt']],
    ['capital letters', 'license', []],
    ['itself', '.pepeignore', ['.pepeignore']],
  ])('knows %s', (_, rules, ignored) => {
    const expected = TREE.slice(1).filter((path) => !(ignored as string[]).includes(path));
    expect(selectFiles(TREE, rules)).toEqual(expected);
  });
});
