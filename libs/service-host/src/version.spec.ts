import { readFileSync } from 'node:fs';
import { VERSION } from './version';

it('the release is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});
