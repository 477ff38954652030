import { cachingOf, fileFor } from './app-path';

describe('files for paths', () => {
  it.each([
    ['', 'index.html'],
    ['unit/2d98b4ba-c935-4379-8e1a-520e76018c17', 'index.html'],
    ['repo/v1.2/history', 'index.html'],
    ['assets', 'index.html'],
    ['favicon.svg', 'favicon.svg'],
    ['assets/index-abc.js', 'assets/index-abc.js'],
    ['assets/nothing', 'assets/nothing'],
    ['unit/thing.json', 'unit/thing.json'],
  ])('%s: %s', (path, file) => {
    expect(fileFor(path)).toBe(file);
  });

  it('are kept by browsers when their names tell their content', () => {
    expect(cachingOf('assets/index-abc.js')).toMatch(/immutable/);
    for (const file of ['index.html', 'favicon.svg']) expect(cachingOf(file)).toBe('no-cache');
  });
});
