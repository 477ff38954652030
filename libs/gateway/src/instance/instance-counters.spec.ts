import { ANONYMOUS, noAccess, PLATFORM } from '@unitfleet/contracts';
import type { RpcClient } from '@unitfleet/messaging';
import { InstanceCounters } from './instance-counters';

const settled = () => new Promise((resolve) => setImmediate(resolve));

const setUp = () => {
  const owners = { asked: 0, isRefusing: false };
  const rpc = {
    call: async () => {
      owners.asked += 1;
      if (owners.isRefusing) throw noAccess('not for you');
      return { userCount: owners.asked };
    },
  } as unknown as RpcClient;
  return { owners, counters: new InstanceCounters(rpc) };
};

/** Two owners are asked for one count. */
const OWNERS = 2;

describe('InstanceCounters', () => {
  let now = 0;
  let clock: jest.SpyInstance;
  beforeEach(() => (clock = jest.spyOn(performance, 'now').mockImplementation(() => now)));
  afterEach(() => clock.mockRestore());

  it('asks once for a while, and then while the old answer is good enough', async () => {
    const { owners, counters } = setUp();
    const [first] = await Promise.all([counters.read(ANONYMOUS), counters.read(ANONYMOUS)]);
    expect(owners.asked).toBe(OWNERS);
    now += 6_000;
    expect(await counters.read(ANONYMOUS)).toEqual(first);
    expect(await counters.read(ANONYMOUS)).toEqual(first);
    await settled();
    expect(owners.asked).toBe(2 * OWNERS);
    expect(await counters.read(ANONYMOUS)).not.toEqual(first);
  });

  it('gives nobody what the owners would refuse', async () => {
    const { owners, counters } = setUp();
    await counters.read(ANONYMOUS);
    owners.isRefusing = true;
    await expect(counters.read(PLATFORM)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    now += 6_000;
    await counters.read(ANONYMOUS);
    await settled();
    await expect(counters.read(ANONYMOUS)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    owners.isRefusing = false;
    await expect(counters.read(ANONYMOUS)).resolves.toBeDefined();
  });
});
