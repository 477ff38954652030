import { describe, expect, it } from 'vitest';
import { servicesOf, type Process } from './services';

const process = (service: string, instance: string, isReady: boolean): Process => ({
  service,
  instance,
  isReady,
  version: '1',
  startedDatetime: null,
  residentBytes: null,
  failures: [],
});

describe('services by their health', () => {
  it('silent ones come first, then failing ones; of a service, failing processes', () => {
    const all = [
      process('a', '1', true),
      process('b', '1', true),
      process('b', '2', false),
      process('c', '', false),
      process('d', '1', true),
    ];
    expect(servicesOf(all).map(({ service, state }) => [service, state])).toEqual([
      ['c', 'silent'],
      ['b', 'failing'],
      ['a', 'ready'],
      ['d', 'ready'],
    ]);
    expect(servicesOf(all)[1]?.processes.map(({ instance }) => instance)).toEqual(['2', '1']);
    expect(servicesOf(all)[0]?.processes).toEqual([]);
  });
});
