import { Tally } from '../report/tally';
import type { DeviceApi } from './device-api';
import { identityOf } from './device-identity';
import { deviceLibrary } from './device-library';
import { SimulatedDevice } from './simulated-device';

const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const OLD = 'a'.repeat(40);
const topicOf = (name: string) => `localhost:8080/input_base_topic/${UNIT}/${name}/pepeunit`;
const NAMES = ['update', 'env_update', 'schema_update', 'log_sync'];
const env = { PU_AUTH_TOKEN: 'token', PU_COMMIT_VERSION: OLD };
const schema = {
  input_base_topic: Object.fromEntries(NAMES.map((name) => [`${name}/pepeunit`, [topicOf(name)]])),
  output_base_topic: { 'log/pepeunit': ['localhost:8080/log'] },
};

const deviceOf = (library: 'python' | 'go') => {
  const asked: string[] = [];
  const tally = new Tally();
  const api = {
    get: async (path: string) => {
      asked.push(path);
      return Buffer.from(
        JSON.stringify(path.includes('/env/') ? { ...env, PU_COMMIT_VERSION: 'b' } : schema),
      );
    },
    download: async (url: string) => (asked.push(url), Buffer.alloc(0)),
  } as Partial<DeviceApi> as DeviceApi;
  const plan = { valuesPerSecond: 0, stateIntervalS: null, logIntervalS: 0 };
  const world = { broker: { host: '127.0.0.1', port: 1, source: null }, tally, random: () => 0.5, api, plan };
  const device = new SimulatedDevice(world, deviceLibrary(library), identityOf(UNIT, env, schema));
  const hear = async (name: string, payload: object = {}) => {
    device.onMessage(topicOf(name), Buffer.from(JSON.stringify(payload)));
    const seen = () => Object.values(tally.family('command.')).reduce((sum, count) => sum + count, 0);
    const before = seen();
    while (seen() === before) await new Promise((resolve) => setImmediate(resolve));
  };
  return { device, tally, asked, hear };
};

describe('SimulatedDevice', () => {
  it('knows commands by their topics', async () => {
    const { tally, asked, hear } = deviceOf('python');
    for (const name of ['env_update', 'schema_update', 'log_sync']) await hear(name);
    expect(asked).toEqual([`/units/env/${UNIT}`, `/units/get_current_schema/${UNIT}`]);
    expect(tally.family('command.')).toEqual({
      'EnvUpdate.handled': 1,
      'SchemaUpdate.handled': 1,
      'LogSync.handled': 1,
    });
  });

  it('takes what comes on other topics for values', () => {
    const { device, tally } = deviceOf('python');
    device.onMessage('localhost:8080/foreign/update/pepeunit', Buffer.from('1'));
    expect(tally.family('received.')).toEqual({ value: 1 });
  });

  it('skips an Update to the version that it has, and reports the version of its env', async () => {
    const { device, tally, asked, hear } = deviceOf('python');
    await hear('update', { COMMAND: 'Update', PU_COMMIT_VERSION: OLD });
    expect([asked, tally.count('command.Update.ignored')]).toEqual([[], 1]);
    await hear('env_update');
    expect(device.identity.commit).toBe('b');
  });

  it('fetches a binary when it is of Go, and nothing when the command names none', async () => {
    const { tally, asked, hear } = deviceOf('go');
    await hear('update', { PU_COMMIT_VERSION: 'c' });
    await hear('update', { PU_COMMIT_VERSION: 'c', COMPILED_FIRMWARE_LINK: 'https://example.org/c' });
    expect(asked).toEqual(['https://example.org/c']);
    expect(tally.family('command.Update.')).toEqual({ ignored: 1, handled: 1 });
  });

  it('counts what it could not do, and goes on', async () => {
    const { tally, hear } = deviceOf('python');
    await hear('update', { PU_COMMIT_VERSION: 'c' });
    expect(tally.count('command.Update.failed')).toBe(1);
    expect(Object.keys(tally.family('error.'))).toHaveLength(1);
    await hear('env_update');
    expect(tally.count('command.EnvUpdate.handled')).toBe(1);
  });
});
