import { describe, expect, it } from 'vitest';
import { readNodesSearch } from './nodes-search';

describe('the address of the list of nodes', () => {
  it('names what is looked for', () => {
    expect(readNodesSearch({ q: 'temperature', pipe: 'error', page: 3 })).toEqual({
      q: 'temperature',
      pipe: 'error',
      page: 3,
    });
    expect(readNodesSearch({ q: 21 })).toEqual({ q: '21' });
  });

  it('leaves out what goes without saying and what makes no sense', () => {
    expect(readNodesSearch({ q: '', pipe: 'any', page: 1 })).toEqual({});
    expect(readNodesSearch({ q: true, pipe: true, page: -2.5 })).toEqual({});
  });
});
