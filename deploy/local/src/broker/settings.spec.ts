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
      maxPacketBytes: 262_144,
      maxClientIdLength: 512,
      awaitedGroup: null,
    });
    expect(options.zones.device).toMatchObject({
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
        BROKER_DEVICE_QUEUE: '7',
        BROKER_MAX_PACKET_KB: '1',
        BROKER_INTERNAL_QUEUE_MB: '2',
        BROKER_HOOK_HEADERS: '{"x-key":"k"}',
      }),
    );
    expect(options).toMatchObject({ port: 1883, maxPacketBytes: 1024, hooks: { headers: { 'x-key': 'k' } } });
    expect(options.awaitedGroup).toBe('bridge');
    expect(options.zones.device.maxQueueMessages).toBe(7);
    expect(options.zones.internal.maxQueueBytes).toBe(2 * 1024 * 1024);
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
