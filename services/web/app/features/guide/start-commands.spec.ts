import { expect, it } from 'vitest';
import { archivePath } from '../../api/archive-path';
import { reachOf, startCommands } from './start-commands';

const env = {
  PU_DOMAIN: 'iot.example.com',
  PU_HTTP_TYPE: 'https',
  PU_APP_PREFIX: '/pepeunit',
  PU_API_ACTUAL_PREFIX: '/api/v1',
  PU_AUTH_TOKEN: 'a.b.c',
};

it('the archive is fetched with the token of the Unit', () => {
  const [fetch, , run] = startCommands('node', { uuid: 'u', name: 'kitchen' }, reachOf(JSON.stringify(env)));
  expect(fetch).toBe(
    "mkdir -p ./kitchen && cd ./kitchen && curl -fsS -H 'x-auth-token: a.b.c' " +
      "'https://iot.example.com/pepeunit/api/v1/units/firmware/tgz/u?wbits=31&level=9' | tar xz",
  );
  expect(run).toBe('node main.js');
});

it.each([
  ['localhost:8080', true],
  ['127.0.0.1', true],
  ['192.168.1.10:8080', false],
  ['localhost.example.com', false],
])('%s is for the same computer only: %s', (PU_DOMAIN, expected) => {
  expect(reachOf(JSON.stringify({ ...env, PU_DOMAIN })).isLocalOnly).toBe(expected);
});

it('a browser gets a gzip file', () => {
  expect(archivePath('u', 'tgz')).toBe('/pepeunit/api/v1/units/firmware/tgz/u?wbits=31&level=9');
  expect(archivePath('u', 'zip')).toBe('/pepeunit/api/v1/units/firmware/zip/u');
});
