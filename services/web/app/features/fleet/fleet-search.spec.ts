import { describe, expect, it } from 'vitest';
import { isFiltered, readFleetSearch, withoutFilters } from './fleet-search';

const REPO = '8f3b0d9e-6f51-4e7f-9d64-0b1b6f6f0a11';

describe('address of the fleet page', () => {
  it('is read as it was written', () => {
    const search = { view: 'graph', q: 'hall', online: false, status: 'error', repo: REPO, mine: true };
    expect(readFleetSearch(search)).toEqual(search);
    expect(readFleetSearch({ sort: 'newest', hide: ['node'], layout: 'layered', at: REPO })).toEqual({
      sort: 'newest',
      hide: ['node'],
      layout: 'layered',
      at: REPO,
    });
  });

  it('is read without what nobody understands', () => {
    const odd = {
      view: 'cards',
      online: 'yes',
      status: 'fine',
      outdated: 1,
      repo: 'x',
      sort: 5,
      hide: 'node',
      x: 1,
    };
    expect(readFleetSearch(odd)).toEqual({});
  });

  it('may look for digits', () => {
    expect(readFleetSearch({ q: 42 })).toEqual({ q: '42' });
  });

  it('knows what narrows and what only arranges', () => {
    expect(isFiltered({ view: 'graph', sort: 'name' })).toBe(false);
    expect(isFiltered({ online: false })).toBe(true);
    expect(withoutFilters({ view: 'graph', sort: 'newest', q: 'x', outdated: true })).toEqual({
      view: 'graph',
      sort: 'newest',
    });
  });
});
