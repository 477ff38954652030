import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatorError } from '../platform/simulator-error';
import { instanceOf } from './instance';

const user = { UNITFLEET_LOGIN: 'maker', UNITFLEET_PASSWORD: 'secret' };

describe('instanceOf', () => {
  it.each([
    ['https://units.example', 'https://units.example/pepeunit/api/v1', false],
    ['https://units.example/pepeunit/', 'https://units.example/pepeunit/api/v1', false],
    ['https://units.example/other/api/v1', 'https://units.example/other/api/v1', false],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/pepeunit/api/v1', true],
  ])('finds the interface of %s', (url, apiUrl, isOnThisMachine) =>
    expect(instanceOf(false, { UNITFLEET_URL: url, ...user })).toEqual({
      apiUrl,
      isOnThisMachine,
      identity: { login: 'maker', password: 'secret', mayRegister: false },
    }),
  );

  it('takes the instance of this folder, as its own user', () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ adminPassword: 'of-npm-start' }));
    expect(instanceOf(false, { UNITFLEET_DATA_DIR: folder, UNITFLEET_HTTP_PORT: '8090' })).toEqual({
      apiUrl: 'http://localhost:8090/pepeunit/api/v1',
      isOnThisMachine: true,
      identity: { login: 'admin', password: 'of-npm-start', mayRegister: true },
    });
  });

  it('does not send the password of this folder elsewhere, and asks for one instead', () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ adminPassword: 'of-npm-start' }));
    const elsewhere = { UNITFLEET_URL: 'https://units.example', UNITFLEET_DATA_DIR: folder };
    expect(() => instanceOf(false, elsewhere)).toThrow(SimulatorError);
    expect(() => instanceOf(false, { UNITFLEET_DATA_DIR: '/nowhere' })).toThrow(/as whom/);
  });

  it('prefers a token', () =>
    expect(instanceOf(false, { ...user, UNITFLEET_TOKEN: 't' }).identity).toEqual({ token: 't' }));
});
