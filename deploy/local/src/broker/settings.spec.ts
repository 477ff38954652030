import { completeOptions } from './options';
import { brokerSettings } from './settings';

const required = {
  BROKER_INTERNAL_USERNAME: 'i',
  BROKER_INTERNAL_PASSWORD: 'p',
  BROKER_API_USERNAME: 'a',
  BROKER_API_PASSWORD: 's',
  BROKER_AUTHN_URL: 'http://127.0.0.1:1/authn',
  BROKER_AUTHZ_URL: 'http://127.0.0.1:1/authz',
};

describe('settings of the broker', () => {
  it('has the contract defaults (docs/protocol/device.md 1.5)', () => {
    const options = completeOptions(brokerSettings(required));
    expect(options).toMatchObject({
      port: 1883,
      awaitedGroup: null,
      doors: { tlsPort: null, webSocketPort: null, secureWebSocketPort: null, tls: null },
    });
    expect(options.zones.device).toMatchObject({
      maxPacketBytes: 262_144,
      maxClientIdLength: 512,
      maxQos: 2,
      maxTopicAlias: 128,
      maxConnections: 10_000,
      maxQueueMessages: 1000,
      maxTopicLevels: 5,
      upgradeQos: false,
    });
    expect(options.zones.internal).toMatchObject({
      maxQueueMessages: 1_000_000,
      upgradeQos: true,
      storeQos0: true,
    });
    expect(options.zones.internal.maxInflight).toBeGreaterThanOrEqual(4096);
  });

  it('takes limits and hook headers from the environment, and an empty variable for an absent one', () => {
    const options = completeOptions(
      brokerSettings({
        ...required,
        BROKER_PORT: '',
        BROKER_AWAITED_GROUP: 'bridge',
        PU_MQTT_MAX_LEN_MESSAGE_QUEUE: '7',
        PU_MQTT_MAX_PAYLOAD_SIZE: '1',
        PU_MQTT_MAX_CLIENT_CONNECTION_RATE: '20/s',
        PU_MQTT_CLIENT_MAX_MESSAGES_RATE: '60/1m',
        PU_MQTT_CLIENT_MAX_BYTES_RATE: '1MB/s',
        BROKER_INTERNAL_QUEUE_MB: '2',
        BROKER_HOOK_HEADERS: '{"x-key":"k"}',
      }),
    );
    expect(options).toMatchObject({ port: 1883, hooks: { headers: { 'x-key': 'k' } } });
    expect(options.awaitedGroup).toBe('bridge');
    expect(options.zones.device).toMatchObject({
      maxQueueMessages: 7,
      maxPacketBytes: 1024,
      connectionsPerSecond: 20,
      messagesPerSecond: 1,
      bytesPerSecond: 1024 * 1024,
    });
    // Our own services are not limited like devices.
    expect(options.zones.internal).toMatchObject({ messagesPerSecond: 0, connectionsPerSecond: 0 });
    expect(options.zones.internal.maxQueueBytes).toBe(2 * 1024 * 1024);
  });

  it.each([
    ['30/s', 30],
    ['infinity', 0],
    ['0', 0],
    ['1kb/s', 1024],
    ['90/3s', 30],
  ])('reads the rate %p as %p a second', (text, perSecond) => {
    const { zones } = completeOptions(brokerSettings({ ...required, PU_MQTT_CLIENT_MAX_BYTES_RATE: text }));
    expect(zones.device.bytesPerSecond).toBe(perSecond);
  });

  it.each(['fast', '-1/s', '1/0s', '1XB/s', '1/w'])('does not take %p for a rate', (text) => {
    const env = { ...required, PU_MQTT_CLIENT_MAX_MESSAGES_RATE: text };
    expect(() => brokerSettings(env)).toThrow('PU_MQTT_CLIENT_MAX_MESSAGES_RATE');
  });

  it('wants a certificate for the secure ports, and one that can be read', () => {
    expect(() => brokerSettings({ ...required, BROKER_TLS_PORT: '0' })).toThrow(
      /BROKER_TLS_CERT_FILE[^]*BROKER_TLS_KEY_FILE/,
    );
    const missing = { ...required, BROKER_WSS_PORT: '0', BROKER_TLS_CERT_FILE: '/nowhere/cert.pem' };
    expect(() => brokerSettings(missing)).toThrow(/BROKER_TLS_CERT_FILE/);
    expect(completeOptions(brokerSettings({ ...required, BROKER_WS_PORT: '8083' })).doors).toMatchObject({
      webSocketPort: 8083,
      tlsPort: null,
    });
  });

  it('lists every problem at once', () => {
    const wrong = {
      ...required,
      BROKER_PORT: '70000',
      BROKER_HOOK_HEADERS: '[1',
      BROKER_API_USERNAME: undefined,
    };
    expect(() => brokerSettings(wrong)).toThrow(/BROKER_PORT[^]*BROKER_API_USERNAME[^]*BROKER_HOOK_HEADERS/);
  });
});
