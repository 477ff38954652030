import { describe, expect, it } from 'vitest';
import { readUnitSearch } from './unit-search';

describe('the address of a Unit page', () => {
  it('names the part, the levels and the text', () => {
    const search = { tab: 'logs', level: ['ERROR', 'WARNING'], text: 'wifi' };
    expect(readUnitSearch(search)).toEqual({ tab: 'logs', level: ['WARNING', 'ERROR'], text: 'wifi' });
  });

  it('leaves out what goes without saying and what makes no sense', () => {
    expect(readUnitSearch({ tab: 'overview', text: '' })).toEqual({});
    expect(readUnitSearch({ tab: 'nothing', level: 'LOUD', text: true })).toEqual({});
    expect(readUnitSearch({ level: ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] })).toEqual({});
  });

  it('understands a single level', () => {
    expect(readUnitSearch({ level: 'ERROR' })).toEqual({ level: ['ERROR'] });
  });
});
