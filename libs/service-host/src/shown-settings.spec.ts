import { shownSettings } from './shown-settings';

const valuesOf = (settings: Record<string, unknown>) =>
  Object.fromEntries(shownSettings(settings).map(({ name, value }) => [name, value]));

describe('settings as they are shown', () => {
  it('are in order, as text, without those that are not set', () => {
    expect(shownSettings({ PORT: 80, HOST: 'here', LIST: ['a', 'b'], NONE: undefined, OFF: false })).toEqual([
      { name: 'HOST', value: 'here' },
      { name: 'LIST', value: '["a","b"]' },
      { name: 'OFF', value: 'false' },
      { name: 'PORT', value: '80' },
    ]);
  });

  it('do not tell secrets, nor passwords inside addresses, however they are written', () => {
    expect(
      valuesOf({
        PU_SECRET_KEY: 'the-secret-key',
        PU_MQTT_PASSWORD: 'hidden-one',
        DATABASE_URL: 'postgres://user:p@ss:w@rd@host:5432/db',
        SEVERAL: 'nats://a:one@h1,nats://b:two@h2',
        PLAIN_URL: 'http://host:80/path',
      }),
    ).toEqual({
      PU_SECRET_KEY: '***',
      PU_MQTT_PASSWORD: '***',
      DATABASE_URL: 'postgres://user:***@host:5432/db',
      SEVERAL: 'nats://a:***@h2',
      PLAIN_URL: 'http://host:80/path',
    });
  });

  it('do not tell under another name what is secret', () => {
    expect(
      valuesOf({ APP_SECRET: 'not-for-you', HEADER: 'x-key: not-for-you', TINY_SALT: 'a', NAME: 'a' }),
    ).toEqual({
      APP_SECRET: '***',
      HEADER: '***',
      TINY_SALT: '***',
      NAME: 'a',
    });
  });
});
