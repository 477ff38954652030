import { readFileSync, writeFileSync } from 'node:fs';
import { DeviceFileError } from './errors';
import { LogLevel } from './protocol.enums';
import { Settings } from './settings';
import { DeviceFolder, UNIT, makeDeviceFolder } from './testing/device-folder';

describe('Settings', () => {
  let device: DeviceFolder;
  afterEach(() => device.remove());

  const load = (env: Record<string, unknown> = {}): Settings => {
    device = makeDeviceFolder(env);
    return new Settings(device.envFilePath);
  };

  it('reads typed variables and the uuid in the token', () => {
    const settings = load({ PU_MQTT_PORT: 18830 });
    expect(settings).toMatchObject({
      PU_DOMAIN: 'example.com',
      PU_MQTT_PORT: 18830,
      PU_MIN_LOG_LEVEL: 'Debug',
    });
    expect(settings.unitUuid).toBe(UNIT);
  });

  it('falls back as the protocol says', () => {
    const settings = load({
      PU_HTTP_TYPE: undefined,
      PU_STATE_SEND_INTERVAL: undefined,
      PU_MIN_LOG_LEVEL: undefined,
    });
    expect(settings).toMatchObject({
      PU_HTTP_TYPE: 'https',
      PU_STATE_SEND_INTERVAL: 300,
      PU_MIN_LOG_LEVEL: LogLevel.Debug,
      PU_MQTT_KEEPALIVE: 60,
    });
  });

  it('accepts the old name of the log level and numbers written as text', () => {
    const settings = load({
      PU_MIN_LOG_LEVEL: undefined,
      MINIMAL_LOG_LEVEL: 'warning',
      PU_MQTT_PORT: '1884',
    });
    expect(settings).toMatchObject({ PU_MIN_LOG_LEVEL: 'Warning', PU_MQTT_PORT: 1884 });
  });

  it('gives the variables of the developer by name', () => {
    const settings = load({ ROOM: 'kitchen', PERIOD: '250', RATIO: 1.5, LIST: [1] });
    expect(settings.has('ROOM')).toBe(true);
    expect(settings.has('toString')).toBe(false);
    expect(settings.getString('RATIO')).toBe('1.5');
    expect(settings.getInt('PERIOD')).toBe(250);
    expect(settings.getInt('ROOM', 7)).toBe(7);
    expect(settings.get('LIST')).toEqual([1]);
    expect(settings.get('ABSENT', 'x')).toBe('x');
  });

  it('writes changes to the file', () => {
    const settings = load();
    settings.updateEnvFile({ ROOM: 'hall' });
    expect(JSON.parse(readFileSync(device.envFilePath, 'utf8'))).toMatchObject({
      ROOM: 'hall',
      PU_MQTT_PORT: 1883,
    });
  });

  it('refuses a broken file and keeps the values before', () => {
    const settings = load({ ROOM: 'hall' });
    for (const broken of ['{', '[]', '{"PU_MQTT_PORT":"many"}', '{"PU_DOMAIN":5}']) {
      writeFileSync(device.envFilePath, broken);
      expect(() => settings.loadFromFile()).toThrow(DeviceFileError);
    }
    expect(settings.getString('ROOM')).toBe('hall');
    expect(settings.PU_DOMAIN).toBe('example.com');
  });

  it('says when the token is not a token', () => {
    expect(() => load({ PU_AUTH_TOKEN: 'nonsense' }).unitUuid).toThrow('PU_AUTH_TOKEN');
  });
});
