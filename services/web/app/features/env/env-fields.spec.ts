import { describe, expect, it } from 'vitest';
import { changeOf, fieldsOf, isSecretName, readEntry, readEnv } from './env-fields';

const { own, platform } = fieldsOf({
  WIFI_SSID: 'home',
  WIFI_PASS: 'secret',
  PU_MQTT_PROTOCOL: 'mqtts',
  LED: true,
  EVERY_S: 10,
  LIMITS: [1, 2],
  CERTIFICATE: 'a\nb',
  PU_AUTH_TOKEN: 'token',
});

describe('variables', () => {
  it('of the repository keep their order and get a kind from their value', () => {
    expect(own.map(({ name, kind }) => [name, kind])).toEqual([
      ['WIFI_SSID', 'text'],
      ['WIFI_PASS', 'text'],
      ['PU_MQTT_PROTOCOL', 'text'],
      ['LED', 'flag'],
      ['EVERY_S', 'number'],
      ['LIMITS', 'json'],
      ['CERTIFICATE', 'lines'],
    ]);
  });

  it('of the platform are those of the protocol alone', () => {
    expect(platform.map(({ name }) => name)).toEqual(['PU_AUTH_TOKEN']);
  });

  it.each([
    ['WIFI_PASS', true],
    ['apiKey', true],
    ['BOT_TOKEN', true],
    ['CLIENT_SECRET', true],
    ['MQTT_KEEPALIVE', false],
    ['WIFI_SSID', false],
  ])('%s is secret: %s', (name, expected) => expect(isSecretName(name)).toBe(expected));
});

describe('what was entered', () => {
  it('is saved in the type of the variable, and only when it is another value', () => {
    const entries = { WIFI_SSID: 'home', LED: false, EVERY_S: '2.5', LIMITS: '{"a": 1}' };
    expect(changeOf(own, entries)).toEqual({
      env: { LED: false, EVERY_S: 2.5, LIMITS: { a: 1 } },
      faults: {},
    });
  });

  it('is not saved when it is no value of that type', () => {
    expect(changeOf(own, { EVERY_S: '', LIMITS: '[1' }).faults).toEqual({
      EVERY_S: 'number',
      LIMITS: 'json',
    });
    expect(readEntry('number', '1e999')).toEqual({ fault: 'number' });
  });

  it('as JSON is an object', () => {
    expect(readEnv('{"A": 1}')).toEqual({ A: 1 });
    expect(readEnv('[1]')).toBeNull();
    expect(readEnv('{')).toBeNull();
  });
});
