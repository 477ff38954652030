import { resolve } from 'node:path';
import { localRun, UsageError } from './arguments';

describe('localRun', () => {
  it('has defaults for everything, also where a variable is set to nothing', () => {
    expect(localRun([], { UNITFLEET_HTTP_PORT: '', UNITFLEET_DATA_DIR: '' })).toEqual({
      help: false,
      fresh: false,
      demo: true,
      logs: true,
      httpPort: 8080,
      mqttPort: 1883,
      publicHost: 'localhost',
      dataDir: resolve('.data'),
    });
  });

  it('takes options and settings', () => {
    const run = localRun(['--fresh', '--no-demo', '--quiet'], {
      UNITFLEET_HTTP_PORT: '1',
      UNITFLEET_MQTT_PORT: '65535',
    });
    expect(run).toMatchObject({ fresh: true, demo: false, logs: false, httpPort: 1, mqttPort: 65535 });
  });

  it.each(['0', '65536', '-1', '80.5', '0x50', '1e3', 'http', ' '])('refuses the port "%s"', (port) => {
    expect(() => localRun([], { UNITFLEET_MQTT_PORT: port })).toThrow(/^UNITFLEET_MQTT_PORT must be a port/);
  });

  it('refuses one port for both', () => {
    expect(() => localRun([], { UNITFLEET_HTTP_PORT: '1883' })).toThrow(/both 1883/);
  });

  it('answers an unknown option with what there is', () => {
    expect(() => localRun(['--frehs'], {})).toThrow(UsageError);
    expect(() => localRun(['--frehs'], {})).toThrow(/--frehs[^]*--fresh +forget all data/);
  });
});
