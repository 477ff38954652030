import { assertRoom } from './limits';

const wish = { connections: 10_000, processes: 2, sources: 0 };

const remedyOf = (...[one, limits]: Parameters<typeof assertRoom>): string => {
  try {
    assertRoom(one, limits);
    return 'none needed';
  } catch (error) {
    return (error as { remedy: string }).remedy;
  }
};

describe('assertRoom', () => {
  it('lets through what fits, and what is not known', () => {
    expect(remedyOf(wish, { openFiles: 20_000, ports: 28_232 })).toBe('none needed');
    expect(remedyOf(wish, { openFiles: null, ports: null })).toBe('none needed');
  });

  it('names the limit of files, and how many processes would do', () => {
    expect(remedyOf(wish, { openFiles: 1_024, ports: 28_232 })).toMatch(/ulimit -n 5064.*--processes 11/s);
    expect(remedyOf({ ...wish, processes: 11 }, { openFiles: 1_024, ports: 28_232 })).toBe('none needed');
  });

  it('names the range of ports, which several addresses have each', () => {
    const many = { ...wish, connections: 50_000 };
    expect(remedyOf(many, { openFiles: 100_000, ports: 28_232 })).toMatch(/ip_local_port_range.*--source/s);
    expect(remedyOf({ ...many, sources: 2 }, { openFiles: 100_000, ports: 28_232 })).toBe('none needed');
  });
});
