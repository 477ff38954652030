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
/** Of scripts that a browser fetches before it shows anything, compressed; pages fetch what else they need. */
const MOST_INITIAL_BYTES = 250_000;
const LARGEST_SHOWN = 12;

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

/** The entry and all that is imported with it at once, by Vite's manifest: sizes by name, largest first. */
const initialScripts = () => {
  const manifest = JSON.parse(readFileSync(join(PUBLIC, '.vite/manifest.json'), 'utf8'));
  const files = new Set();
  const add = ({ file, imports = [] }) => {
    if (files.has(file)) return;
    files.add(file);
    for (const key of imports) add(manifest[key]);
  };
  Object.values(manifest)
    .filter(({ isEntry }) => isEntry)
    .forEach(add);
  return [...files]
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(PUBLIC, file)), { level: 9 }).length }))
    .sort((one, other) => other.bytes - one.bytes);
};

const requireSmallStart = () => {
  const scripts = initialScripts();
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (scripts.length > 0 && total <= MOST_INITIAL_BYTES) return;
  const lines = [
    `The web interface needs ${total} bytes of scripts (gzip) before it shows anything; ${MOST_INITIAL_BYTES} are allowed.`,
    'Whatever the frame of the application and the *.route.tsx import is among them: what is heavy is imported by pages, lazily.',
    'The largest:',
    ...scripts.slice(0, LARGEST_SHOWN).map(({ file, bytes }) => `${String(bytes).padStart(8)}  ${file}`),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
};

const wanted = digest();
const isBuilt =
  existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(join(PUBLIC, 'index.html'));
if (!isBuilt) {
  rmSync(STAMP, { force: true });
  const vite = 'node_modules/vite/bin/vite.js';
  const args = [vite, 'build', '--config', 'services/web/app/vite.config.mts', '--logLevel', 'warn'];
  // Of the next major version's; nothing here is built by that.
  const env = { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status !== 0) process.exit(status ?? 1);
  requireSmallStart();
  for (const file of filesBelow(PUBLIC)) if (COMPRESSIBLE.test(file)) compress(file);
  writeFileSync(STAMP, wanted);
}
