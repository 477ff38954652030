import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ENV, SCHEMA, UNIT } from '../src/testing/device-folder';
import { snapshot } from '../src/testing/snapshot';
import { TinyBroker } from '../src/testing/tiny-broker';
import { VersionStore } from '../src/update/version-store';

const ROOT = resolve(__dirname, '../../..');
const PACKAGE = join(ROOT, 'dist/packages/unit-client');

/** The package as it is published, used as a device would use it: by `node` alone. */
describe('the package', () => {
  let folder: string;
  beforeAll(() => execFileSync(process.execPath, [resolve(__dirname, '../build.mjs')], { stdio: 'inherit' }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unit-client-package-'));
    mkdirSync(join(folder, 'node_modules/@unitfleet'), { recursive: true });
    symlinkSync(PACKAGE, join(folder, 'node_modules/@unitfleet/unit-client'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const run = (name: string, text: string): string =>
    execFileSync(process.execPath, [write(name, text)], { encoding: 'utf8' });

  it('depends on nothing but mqtt and Node', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
    expect(Object.keys(manifest.dependencies)).toEqual(['mqtt']);
    const used = run(
      'used.js',
      `const Module = require('node:module');
      const load = Module._load;
      const used = new Set();
      Module._load = function (name, parent, ...rest) {
        if (parent?.filename.includes('/packages/unit-client/')) used.add(name);
        return load.call(this, name, parent, ...rest);
      };
      require('@unitfleet/unit-client');
      console.log([...used].filter((name) => !name.startsWith('.') && !name.startsWith('node:')).join());`,
    );
    expect(used.trim()).toBe('mqtt');
  });

  it('is required and imported by name', () => {
    const print = 'console.log(typeof PepeunitClient, typeof Launcher, RestartMode.NoRestart);';
    const names = '{ PepeunitClient, Launcher, RestartMode }';
    expect(run('a.cjs', `const ${names} = require('@unitfleet/unit-client'); ${print}`)).toBe(
      'function function no_restart\n',
    );
    expect(run('a.mjs', `import ${names} from '@unitfleet/unit-client'; ${print}`)).toBe(
      'function function no_restart\n',
    );
  });

  it('has types that a strict program compiles with', () => {
    write(
      'main.ts',
      `import { PepeunitClient, UpdateError, type PepeunitClientOptions } from '@unitfleet/unit-client';
      const options: PepeunitClientOptions = { envFilePath: 'e', schemaFilePath: 's', update: { maxStarts: 2 } };
      const client = new PepeunitClient(options);
      client.on('update', ({ stage }) => stage === 'confirmed');
      client.on('connect', ({ reconnected }) => { const is: boolean = reconnected; return is; });
      // @ts-expect-error there is no such event
      client.on('nonsense', () => undefined);
      client.onInput('a', (value) => value.length);
      export const failed = (error: unknown): boolean => error instanceof UpdateError && error.code === 'update';`,
    );
    write('package.json', '{}');
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'node16',
      target: 'es2022',
      types: ['node'],
    };
    const typeRoots = [join(ROOT, 'node_modules/@types')];
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...compilerOptions, typeRoots }, files: ['main.ts'] }),
    );
    const tsc = join(ROOT, 'node_modules/typescript/lib/tsc.js');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it.each([
    ['sensor', 'temperature/pepeunit'],
    ['updating-device', 'temperature/pepeunit'],
    ['actuator', 'speed/pepeunit'],
  ])('brings examples that run: %s', async (example, output) => {
    const input = 'set_speed/pepeunit';
    const [inputTopic, outputTopic] = ['example.com/in/pepeunit', 'example.com/out/pepeunit'];
    const broker = new TinyBroker();
    const env = { ...ENV, PU_MQTT_PORT: await broker.listen(), PU_DOMAIN: '127.0.0.1:9' };
    write('env.json', JSON.stringify(env));
    const topics = { input_topic: { [input]: [inputTopic] }, output_topic: { [output]: [outputTopic] } };
    write('schema.json', JSON.stringify({ ...SCHEMA, ...topics }));
    const program = write('main.js', readFileSync(join(PACKAGE, 'examples', example, 'main.js'), 'utf8'));
    const device = spawn(process.execPath, [program], { stdio: 'ignore' });
    try {
      const state = await broker.publishOn(`example.com/output_base_topic/${UNIT}/state/pepeunit`);
      expect(JSON.parse(state.payload.toString())).toMatchObject({
        pu_commit_version: ENV.PU_COMMIT_VERSION,
      });
      broker.send(inputTopic, '40');
      const value = await broker.publishOn(outputTopic);
      expect(Number(value.payload.toString())).toBeGreaterThan(0);
    } finally {
      const ended = once(device, 'exit');
      device.kill('SIGTERM');
      await ended;
      await broker.close();
    }
  });

  it('brings a launcher', async () => {
    const program = write('main.js', `console.log('launched', process.argv[2]);`);
    const launcher = spawn(process.execPath, [join(PACKAGE, 'lib/launch/main.js'), '--quiet', program, 'it']);
    let said = '';
    launcher.stdout.on('data', (chunk) => (said += chunk));
    await once(launcher, 'close');
    expect(said).toBe('launched it\n');
  });

  it('starts a launcher by itself that goes on when it has ended', async () => {
    write('env.json', JSON.stringify({ ...ENV, PU_COMMIT_VERSION: 'old' }));
    write('schema.json', JSON.stringify(SCHEMA));
    const program = write(
      'main.js',
      `const { appendFileSync, existsSync } = require('node:fs');
      appendFileSync(__dirname + '/ran', (process.env.UNIT_LAUNCHER ?? 'alone') + ' ');
      const { processControl } = require('${PACKAGE}/lib/restart.js');
      if (!process.env.UNIT_LAUNCHER) processControl.spawnSuccessor(__dirname).then(() => process.exit(0));`,
    );
    const first = spawn(process.execPath, [program], { stdio: 'ignore' });
    await once(first, 'exit');
    while (readFileSync(join(folder, 'ran'), 'utf8') !== 'alone 75 ')
      await new Promise((go) => setTimeout(go, 10));
  });

  it('does not outlive its launcher, or there would soon be two of it', async () => {
    write('env.json', JSON.stringify(ENV));
    write('schema.json', JSON.stringify(SCHEMA));
    const program = write(
      'main.js',
      `const { PepeunitClient } = require('@unitfleet/unit-client');
      const [envFilePath, schemaFilePath] = ['env.json', 'schema.json'].map((name) => __dirname + '/' + name);
      const client = new PepeunitClient({ envFilePath, schemaFilePath, enableMqtt: false });
      client.on('stop', () => require('node:fs').writeFileSync(__dirname + '/stopped', ''));
      client.setOutputHandler(() => require('node:fs').writeFileSync(__dirname + '/runs', ''));
      client.run();`,
    );
    const launcher = spawn(process.execPath, [join(PACKAGE, 'lib/launch/main.js'), program], {
      stdio: 'ignore',
    });
    while (!existsSync(join(folder, 'runs'))) await new Promise((go) => setTimeout(go, 10));
    launcher.kill('SIGKILL');
    while (!existsSync(join(folder, 'stopped'))) await new Promise((go) => setTimeout(go, 10));
  });

  it('survives kill -9 at every step of an update', () => {
    const device = join(folder, 'device');
    const files = (version: string): Record<string, string> => ({
      'env.json': JSON.stringify({ ...ENV, PU_COMMIT_VERSION: version }),
      'schema.json': JSON.stringify(SCHEMA),
      'main.js': `${version} program`,
      'lib/part.js': `${version} part`,
      ...(version === 'new' ? { 'more/added.js': 'added' } : {}),
    });
    const script = write(
      'update.js',
      `const { createDisk } = require('${PACKAGE}/lib/update/disk.js');
      const { planUpdate } = require('${PACKAGE}/lib/update/plan-update.js');
      const { VersionStore } = require('${PACKAGE}/lib/update/version-store.js');
      const [device, killAt] = [process.argv[2], Number(process.argv[3])];
      let steps = 0;
      const disk = new Proxy(createDisk(), {
        get: (target, name) => (...args) => {
          if (steps++ === killAt) process.kill(process.pid, 'SIGKILL');
          return target[name](...args);
        },
      });
      const store = new VersionStore(device, disk);
      const entries = Object.entries(${JSON.stringify(files('new'))})
        .map(([path, text]) => ({ path, kind: 'file', mode: 0o644, data: Buffer.from(text) }));
      const paths = { envFilePath: device + '/env.json', schemaFilePath: device + '/schema.json' };
      store.stage(planUpdate(entries, store.folder, { ...paths, keepFiles: [], requiredFiles: [] }, '${UNIT}'), 'old');
      store.commit();`,
    );
    const ends = new Set<string>();
    for (let killAt = 0; ; killAt += 1) {
      rmSync(device, { recursive: true, force: true });
      for (const [name, text] of Object.entries(files('old'))) write(`device/${name}`, text);
      const old = snapshot(device);
      const { signal, status, stderr } = spawnSync(process.execPath, [script, device, String(killAt)], {
        encoding: 'utf8',
      });
      if (signal === null) {
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        break;
      }
      const store = new VersionStore(device);
      store.recover();
      const isNew = store.trial !== undefined;
      ends.add(isNew ? 'new' : 'old');
      expect(existsSync(join(device, 'more'))).toBe(isNew);
      expect(readFileSync(join(device, 'main.js'), 'utf8')).toBe(isNew ? 'new program' : 'old program');
      expect(readFileSync(join(device, 'env.json'), 'utf8')).toContain(isNew ? '"new"' : '"old"');
      if (isNew) store.revert('no');
      expect(snapshot(device)).toEqual(old);
    }
    expect([...ends]).toEqual(['old', 'new']);
  });
});
