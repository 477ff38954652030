// `npm run lock` after a change of dependencies. Binaries that a registry does not offer for some platform are left out
// of package-lock.json by npm, and `npm ci` then refuses the lock file on every platform. They are entered here, bound
// to the platforms in their names, so that nobody tries to install them where they cannot be.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const SYSTEMS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;

/** Looks a package up as Node does: beside the one that wants it, then in each folder above. */
const isLocked = (wantedBy, name) => {
  for (let folder = wantedBy; ;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent < 0 ? '' : folder.slice(0, parent);
  }
};

/** The platform that a package's name tells; null for one that is for none in particular. */
const platformOf = (name) => {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_]/);
  const cpu = PROCESSORS.find((one) =>
    words.some((word) => word === one || (one === 'arm' && /^arm(eabi|v7)?$/.test(word))),
  );
  const os = SYSTEMS[words.find((word) => SYSTEMS[word])];
  return cpu ? { cpu: [cpu], ...(os ? { os: [os] } : {}) } : null;
};

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (!platform || entry.peerDependenciesMeta?.[name] || isLocked(path, name)) continue;
    const version = range.replace(/^[\^~]/, '');
    packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platform,
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} entries added to ${FILE}\n`);
