import { isSurplus, settings } from './settings';

const given = {
  PU_DOMAIN: 'fleet.test',
  PU_SECRET_KEY: 'a key that no instance has',
  BRIDGE_MQTT_URL: 'mqtt://user:password@broker:11883',
  BROKER_API_URL: 'http://key:secret@broker:18083',
};
const read = (more: Record<string, string> = {}) => settings.parse({ ...given, ...more });

describe('settings', () => {
  it('have the limits of the protocol (docs/protocol/device.md 1.5)', () => {
    expect(read()).toMatchObject({
      BROKER_KIND: 'embedded',
      BROKER_LISTENERS: ['tcp'],
      PU_MQTT_MAX_CLIENTS: 10_000,
      PU_MQTT_MAX_CLIENT_CONNECTION_RATE: '20/s',
      PU_MQTT_CLIENT_MAX_MESSAGES_RATE: '30/s',
      PU_MQTT_CLIENT_MAX_BYTES_RATE: '1MB/s',
      PU_MQTT_MAX_PAYLOAD_SIZE: 256,
      PU_MQTT_MAX_TOPIC_LEVELS: 5,
    });
  });

  it.each([
    ['PU_MQTT_CLIENT_MAX_MESSAGES_RATE', '30 a second'],
    ['PU_MQTT_CLIENT_MAX_BYTES_RATE', '1MB'],
    ['PU_MQTT_MAX_TOPIC_LEVELS', '4'],
    ['PU_MQTT_MAX_QOS', '3'],
    ['BROKER_LISTENERS', 'tcp,quic'],
    ['BROKER_KIND', 'mosquitto'],
    ['BROKER_HOOK_URL', 'auth-hook'],
    ['BRIDGE_COUNT', '0'],
  ])('refuse %s=%s', (name, value) => expect(() => read({ [name]: value })).toThrow(name));

  it('tell whether there are to be fewer bridges than it takes for this one to stay', () => {
    expect(isSurplus(read({ BRIDGE_ORDINAL: '7' }))).toBe(false);
    expect(isSurplus(read({ BRIDGE_ORDINAL: '1', BRIDGE_COUNT: '2' }))).toBe(false);
    expect(isSurplus(read({ BRIDGE_ORDINAL: '2', BRIDGE_COUNT: '2' }))).toBe(true);
  });
});
