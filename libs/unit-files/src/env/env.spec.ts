import fc from 'fast-check';
import { GENERATED_NAMES, isReservedName } from './env-names';
import { EnvSettings, generatedEnv } from './generated-env';
import { EnvParts, mergeEnv } from './merge-env';
import { EnvObject, parseEnvTemplate, parseSubmittedEnv } from './parse-env';
import { formatStoredEnv, keysOf, parseStoredEnv, StoredEnv } from './stored-env';

const COMMIT = '2f1c8b1e9d4c7a60f4f0a3d2b1c0e9f8a7b6c5d4';
const settings: EnvSettings = {
  PU_DOMAIN: 'example.com',
  PU_SECURE: false,
  PU_APP_PREFIX: '/pepeunit',
  PU_API_V1_PREFIX: '/api/v1',
  PU_MQTT_HOST: 'mqtt.example.com',
  PU_MQTT_PORT: 1883,
  PU_STATE_SEND_INTERVAL: 60,
};
const unit = { token: 'jwt', secretKey: 'secret=', encryptKey: 'encrypt=' };
const generated = generatedEnv(settings, unit);
const template: EnvObject = { PUC_WIFI_SSID: '', RATE: 1.5, LIMITS: [1, 2], PU_DOMAIN: 'placeholder' };

const merge = (parts: Partial<EnvParts> = {}) =>
  mergeEnv({ generated, template, commitVersion: COMMIT, ...parts });
const throughText = (stored: StoredEnv): StoredEnv => parseStoredEnv(formatStoredEnv(stored));

describe('generatedEnv', () => {
  it('has the table of the protocol, numbers as numbers', () => {
    expect(generated).toEqual({
      PU_DOMAIN: 'example.com',
      PU_HTTP_TYPE: 'http',
      PU_APP_PREFIX: '/pepeunit',
      PU_API_ACTUAL_PREFIX: '/api/v1',
      PU_MQTT_HOST: 'mqtt.example.com',
      PU_MQTT_PORT: 1883,
      PU_MQTT_PING_INTERVAL: 20,
      PU_MQTT_KEEPALIVE: 60,
      PU_AUTH_TOKEN: 'jwt',
      PU_SECRET_KEY: 'secret=',
      PU_ENCRYPT_KEY: 'encrypt=',
      PU_STATE_SEND_INTERVAL: 60,
      PU_MIN_LOG_LEVEL: 'Debug',
      PU_MAX_LOG_LENGTH: 64,
    });
    expect(Object.keys(generated).sort()).toEqual([...GENERATED_NAMES].sort());
  });

  it('says https on a secure instance', () => {
    expect(generatedEnv({ ...settings, PU_SECURE: true }, unit).PU_HTTP_TYPE).toBe('https');
  });
});

describe('mergeEnv', () => {
  it('puts generated values over the template, and the version on top', () => {
    const { env, stored } = merge();
    expect(env).toEqual({
      PUC_WIFI_SSID: '',
      RATE: 1.5,
      LIMITS: [1, 2],
      ...generated,
      PU_COMMIT_VERSION: COMMIT,
    });
    expect(stored).toEqual({
      keys: { secretKey: 'secret=', encryptKey: 'encrypt=' },
      overrides: {},
      variables: null,
    });
  });

  it('keeps what the User submits, drops what nobody knows, and ignores a version', () => {
    const { env, stored } = merge({ submitted: { RATE: 2, UNKNOWN: 1, PU_COMMIT_VERSION: 'x' } });
    expect(env).toMatchObject({ RATE: 2, PUC_WIFI_SSID: '', PU_COMMIT_VERSION: COMMIT });
    expect(env).not.toHaveProperty('UNKNOWN');
    expect(stored.variables).toEqual({ PUC_WIFI_SSID: '', RATE: 2, LIMITS: [1, 2] });
  });

  it('adds to what was stored when a partial object is submitted', () => {
    const first = merge({ submitted: { PUC_WIFI_SSID: 'home' } }).stored;
    expect(merge({ stored: throughText(first), submitted: { RATE: 3 } }).env).toMatchObject({
      PUC_WIFI_SSID: 'home',
      RATE: 3,
    });
  });

  it('follows a new template: adds its variables, drops those gone, keeps the saved', () => {
    const { stored } = merge({ submitted: { RATE: 3 } });
    const next = merge({ stored: throughText(stored), template: { RATE: 9, ADDED: true } });
    expect(next.env).toMatchObject({ RATE: 3, ADDED: true });
    expect(next.env).not.toHaveProperty('PUC_WIFI_SSID');
    expect(next.stored.variables).toEqual({ RATE: 3, ADDED: true });
  });

  it('follows the defaults of a new template while nothing was saved', () => {
    const { stored } = merge();
    expect(merge({ stored: throughText(stored), template: { RATE: 9 } }).env).toMatchObject({ RATE: 9 });
  });

  it('lets a changed instance through when the whole object was sent back (oddity B5)', () => {
    const { env } = merge();
    const { stored } = merge({ submitted: { ...env, RATE: 7 } });
    const moved = generatedEnv(
      { ...settings, PU_DOMAIN: 'new.example', PU_MQTT_PORT: 2883 },
      { ...unit, token: 'new' },
    );
    expect(merge({ stored: throughText(stored), generated: moved }).env).toMatchObject({
      PU_DOMAIN: 'new.example',
      PU_MQTT_PORT: 2883,
      PU_AUTH_TOKEN: 'new',
      RATE: 7,
    });
  });

  it("keeps a User's own value of a generated variable until it is taken back", () => {
    const { stored } = merge({ submitted: { PU_MQTT_HOST: '10.0.0.1', PU_MIN_LOG_LEVEL: 'Error' } });
    const moved = generatedEnv({ ...settings, PU_MQTT_HOST: 'moved' }, unit);
    const later = merge({ stored: throughText(stored), generated: moved });
    expect(later.env).toMatchObject({ PU_MQTT_HOST: '10.0.0.1', PU_MIN_LOG_LEVEL: 'Error' });
    const back = merge({ stored: later.stored, generated: moved, submitted: { PU_MQTT_HOST: 'moved' } });
    expect(back.stored.overrides).toEqual({ PU_MIN_LOG_LEVEL: 'Error' });
  });

  it('does not fail on a template that lists the version', () => {
    const listed = { ...template, PU_COMMIT_VERSION: '' };
    const { env, stored } = merge({ template: listed, submitted: { RATE: 1 } });
    expect(env['PU_COMMIT_VERSION']).toBe(COMMIT);
    expect(stored.variables).not.toHaveProperty('PU_COMMIT_VERSION');
  });

  it('gives exactly the names of template and platform, whatever comes in, and is settled after one round', () => {
    const objects = fc.dictionary(
      fc.constantFrom('A', 'B', 'C', '__proto__', ...GENERATED_NAMES),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(objects, objects, objects, (someTemplate, before, submitted) => {
        const parts = { generated, template: someTemplate as EnvObject, commitVersion: COMMIT };
        const { stored } = mergeEnv({ ...parts, submitted: before as EnvObject });
        const merged = mergeEnv({ ...parts, stored, submitted: submitted as EnvObject });
        const own = Object.keys(someTemplate).filter((name) => !isReservedName(name));
        expect(Object.keys(merged.env).sort()).toEqual(
          [...own, ...GENERATED_NAMES, 'PU_COMMIT_VERSION'].sort(),
        );
        expect(mergeEnv({ ...parts, stored: merged.stored })).toEqual(merged);
      }),
    );
  });
});

describe('stored env', () => {
  const flat = { ...merge().env, RATE: 4, PU_STATE_SEND_INTERVAL: 10, PU_DOMAIN: 'old', PU_SECRET_KEY: 'k1' };

  it('survives its text', () => {
    const { stored } = merge({ submitted: { RATE: 'две', PU_MQTT_KEEPALIVE: 5 } });
    expect(throughText(stored)).toEqual(stored);
    expect(throughText(merge().stored).variables).toBeNull();
  });

  it('reads the flat form of imported rows: wishes and keys are kept, the instance is generated anew', () => {
    const stored = parseStoredEnv(JSON.stringify(flat));
    expect(keysOf(stored, () => 'fresh')).toEqual({ secretKey: 'k1', encryptKey: 'encrypt=' });
    const renewed = generatedEnv(settings, { token: 'new', ...keysOf(stored, () => 'fresh') });
    expect(merge({ stored, generated: renewed }).env).toMatchObject({
      RATE: 4,
      PU_STATE_SEND_INTERVAL: 10,
      PU_DOMAIN: 'example.com',
      PU_AUTH_TOKEN: 'new',
      PU_SECRET_KEY: 'k1',
    });
  });

  it('makes keys only where there are none', () => {
    let made = 0;
    const makeKey = () => `key${(made += 1)}`;
    expect(keysOf(null, makeKey)).toEqual({ secretKey: 'key1', encryptKey: 'key2' });
    expect(keysOf(merge().stored, makeKey)).toEqual({ secretKey: 'secret=', encryptKey: 'encrypt=' });
  });

  it('refuses text that is no object', () => {
    expect(() => parseStoredEnv('[]')).toThrow('422: 9');
  });
});

describe('reading env files', () => {
  it('keeps the types of values', () => {
    expect(parseEnvTemplate('{"a":1,"b":"1","c":null,"d":[true]}')).toEqual({
      a: 1,
      b: '1',
      c: null,
      d: [true],
    });
  });

  it.each([
    ['{', '422: 9: JSON Decode Error'],
    ['[]', '422: 5: Git Repo Validation Error'],
    ['"text"', '422: 5: Git Repo Validation Error'],
    ['null', '422: 5: Git Repo Validation Error'],
  ])('refuses the template %s', (text, message) => {
    expect(() => parseEnvTemplate(text)).toThrow(message);
  });

  it.each(['{', '[]', '1', 'null', ''])('refuses to take %j from a User', (text) => {
    expect(() => parseSubmittedEnv(text)).toThrow('422: 9: JSON Decode Error');
  });
});
