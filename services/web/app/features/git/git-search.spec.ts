import { expect, it } from 'vitest';
import { readRegistriesSearch, readRegistrySearch, readRepoSearch, readReposSearch } from './git-search';

it('keeps what makes sense', () => {
  expect(readRegistriesSearch({ q: 42, kind: 'private', new: true })).toEqual({
    q: '42',
    kind: 'private',
    new: true,
  });
  expect(readRegistrySearch({ tab: 'repos', branch: 'main', tags: true })).toEqual({
    tab: 'repos',
    branch: 'main',
    tags: true,
  });
  expect(readReposSearch({ auto: false, mine: true })).toEqual({ auto: false, mine: true });
});

it('leaves out the rest', () => {
  expect(readRegistriesSearch({ q: '', kind: 'secret', new: 'yes', more: 1 })).toEqual({});
  expect(readRepoSearch({ tab: 'danger' })).toEqual({});
});
