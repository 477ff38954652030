import { RouteTable } from './route-table';

describe('RouteTable', () => {
  const table = new RouteTable();
  table.add('GET', '/units');
  table.add('POST', '/units');
  table.add('GET', '/units/:uuid');
  table.add('GET', '/units/log_list/');
  table.add('GET', '/a.b');

  it.each([
    ['/units', { kind: 'wrong-method', allowed: ['GET', 'POST'] }],
    ['/units/5', { kind: 'wrong-method', allowed: ['GET'] }],
    ['/units/', { kind: 'redirect', path: '/units' }],
    ['/units/5/', { kind: 'redirect', path: '/units/5' }],
    ['/units/log_list/', { kind: 'wrong-method', allowed: ['GET'] }],
    ['/axb', { kind: 'unknown' }],
    ['/units/5/6', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('explains %s', (path, verdict) => expect(table.explain(path)).toEqual(verdict));
});
