import { Rig } from './broker-rig';

const TELEMETRY = '$share/bridge/d/+/pepeunit';

describe('a broker that was just started', () => {
  let rig: Rig;

  afterEach(() => rig.stop());

  const knock = async (clientId: string): Promise<number> => (await rig.open()).login({ clientId });

  it('sends devices away until the awaited group has a member, and nothing is published unheard', async () => {
    rig = await Rig.start({ awaitedGroup: 'bridge' });
    rig.trustDevices();
    const early = await rig.open();
    expect(await early.login({ clientId: 'meter' })).toBe(3);
    await early.closed;
    expect(rig.hook.authnCalls).toEqual([]);

    const bridge = await rig.service('bridge-0', { clean: false });
    expect(await bridge.subscribe(1, 'd/+/pepeunit', '$share/other/d/+/pepeunit')).toEqual([1, 1]);
    expect(await knock('meter')).toBe(3);
    expect(await bridge.subscribe(1, TELEMETRY)).toEqual([1]);

    const device = await rig.device('meter');
    await device.publish('d/1/pepeunit', 'first');
    expect(await bridge.messages(3)).toEqual(['first', 'first', 'first']);
    expect(await rig.counter('messages.dropped.no_subscribers')).toBe(0);
    expect(rig.log).toContainEqual({ event: 'devices_admitted', group: 'bridge', clientid: 'bridge-0' });
  });

  it('lets devices in while the member is away: its session queues', async () => {
    rig = await Rig.start({ awaitedGroup: 'bridge' });
    rig.trustDevices();
    const before = await rig.service('bridge-0', { clean: false });
    await before.subscribe(1, TELEMETRY);
    await before.break();

    const device = await rig.device('meter');
    await device.publish('d/1/pepeunit', 'meanwhile');
    const after = await rig.service('bridge-0', { clean: false });
    expect(await after.message()).toBe('meanwhile');
    expect(await rig.counter('messages.dropped.no_subscribers')).toBe(0);
  });

  it('keeps nobody out when it is not told to wait', async () => {
    rig = await Rig.start();
    expect(await knock('meter')).toBe(0);
  });
});
