// What `npm start`, `npm test` and their like run first: plain Node, because on a fresh machine nothing is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBinaries } from './local/bootstrap/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'node_modules', '.unitfleet-lock');

const NEEDED = ['git', 'nats-server', 'redis-server'];

/** Settings that name a server or program elsewhere, which is used then instead of what would be installed. */
const REPLACED_BY = { 'nats-server': 'NATS_URL', 'redis-server': 'REDIS_URL', chromium: 'CHROMIUM_PATH' };

const COMMANDS = {
  start: { replaceable: ['nats-server', 'redis-server'], program: 'dist/local/main.js' },
  test: { needed: [...NEEDED, 'chromium'], replaceable: ['chromium'], program: 'deploy/tools/test.mjs' },
  bench: { wanted: ['mosquitto', 'chromium'], program: 'dist/bench/main.js' },
  simulate: { needed: [], program: 'dist/simulator/main.js' },
  interop: { program: 'deploy/tools/interop.mjs' },
  fault: { program: 'deploy/tools/fault.mjs' },
  fuzz: { program: 'deploy/tools/fuzz.mjs' },
};

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const run = (command, args, options = {}) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) fail(`\`${command} ${args.join(' ')}\` failed.`);
};

const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed; this is ${process.version}.`);
};

/** Installs the packages of the lock file unless exactly these are installed. */
const requireModules = () => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  process.stdout.write('Installing packages (once, a minute or two)\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(STAMP, lock);
};

/** What is only wanted makes a run better; without it there is another way. */
const requirePrograms = async ({ needed: all = NEEDED, replaceable = [], wanted = [] }) => {
  const log = (line) => process.stdout.write(`${line}\n`);
  const isElsewhere = (name) => replaceable.includes(name) && process.env[REPLACED_BY[name]];
  const needed = all.filter((name) => !isElsewhere(name));
  await ensureBinaries(needed, { log }).catch((error) => fail(error.message));
  await ensureBinaries(wanted, { log }).catch((error) => log(error.message));
};

const build = () => {
  const rspack = join(root, 'node_modules', '@rspack', 'cli', 'bin', 'rspack.js');
  run(process.execPath, [rspack, 'build', '--config', 'rspack.config.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  run(process.execPath, [join(root, 'deploy', 'build-web.mjs')]);
};

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`usage: node deploy/run.mjs ${Object.keys(COMMANDS).join('|')}`);

requireNode();
await requirePrograms(command);
requireModules();
build();
process.chdir(root);
process.argv = [process.argv[0], join(root, command.program), ...args];
await import(join(root, command.program));
