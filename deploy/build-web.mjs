// Builds the web interface into dist/web/public, unless it is there and nothing that goes into it has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['services/web/app', 'libs/contracts/src', 'libs/pipeline/src'];
const MORE_SOURCES = ['package-lock.json', 'deploy/build-web.mjs'];
const PUBLIC = 'dist/web/public';
const STAMP = 'dist/web/public.digest';
const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;
/** Less saves nobody a packet. */
const COMPRESSED_BYTES = 1_024;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

process.chdir(root);

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${sep}node_modules${sep}`));

const digest = () => {
  const hash = createHash('sha256');
  for (const file of [...SOURCES.flatMap(filesBelow).sort(), ...MORE_SOURCES])
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** Once here instead of at every request. */
const compress = (file) => {
  const content = readFileSync(file);
  if (content.length < COMPRESSED_BYTES) return;
  writeFileSync(`${file}.br`, brotliCompressSync(content, BROTLI));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
};

const wanted = digest();
const isBuilt =
  existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(join(PUBLIC, 'index.html'));
if (!isBuilt) {
  rmSync(STAMP, { force: true });
  const vite = 'node_modules/vite/bin/vite.js';
  const args = [vite, 'build', '--config', 'services/web/app/vite.config.ts', '--logLevel', 'warn'];
  // Of the next major version's; nothing here is built by that.
  const env = { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status !== 0) process.exit(status ?? 1);
  for (const file of filesBelow(PUBLIC)) if (COMPRESSIBLE.test(file)) compress(file);
  writeFileSync(STAMP, wanted);
}
