import { describe, expect, it } from 'vitest';
import { readAdminSearch } from './admin-search';

describe('the address of the administration', () => {
  it('says the part and what is looked for in it', () => {
    const search = { tab: 'users', q: 'ann', page: 3, role: 'ADMIN', status: 'BLOCKED' };
    expect(readAdminSearch(search)).toEqual(search);
    expect(readAdminSearch({ tab: 'letters', consumer: 'units--x', before: 17 })).toEqual({
      tab: 'letters',
      consumer: 'units--x',
      before: '17',
    });
  });

  it('loses what makes no sense, and what is usual', () => {
    expect(readAdminSearch({ tab: 'health', page: 1, q: '' })).toEqual({});
    expect(readAdminSearch({ tab: 'x', page: -2, role: 'x', status: ['BLOCKED'], q: {} })).toEqual({});
  });
});
