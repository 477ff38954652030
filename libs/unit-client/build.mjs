// Makes the package as it is published: `npm pack dist/packages/unit-client` takes it from there.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const out = join(root, 'dist/packages/unit-client');
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
execFileSync(process.execPath, [tsc, '-p', join(here, 'tsconfig.build.json')], { stdio: 'inherit' });
chmodSync(join(out, 'lib/launch/main.js'), 0o755);
for (const name of ['package.json', 'README.md', 'examples']) {
  cpSync(join(here, name), join(out, name), { recursive: true });
}
cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
