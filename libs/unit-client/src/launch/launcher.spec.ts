import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeviceFolder, ENV, SCHEMA, UNIT, makeDeviceFolder } from '../testing/device-folder';
import { KillableDisk, quickDisk } from '../testing/killable-disk';
import { until } from '../testing/until';
import { planUpdate } from '../update/plan-update';
import { VersionStore } from '../update/version-store';
import { LaunchOptions, Launcher } from './launcher';

const STAYS = 'setInterval(() => undefined, 1000);';
/** A program that writes down that it ran, and then behaves as it is told. */
const program = (name: string, then: string): string =>
  `require('node:fs').appendFileSync(__dirname + '/ran', '${name} ');\n${then}\n`;

describe('Launcher', () => {
  let device: DeviceFolder;
  let launcher: Launcher;
  let lines: string[];
  let ended: Promise<number> | undefined;
  beforeEach(() => {
    device = makeDeviceFolder();
    writeFileSync(device.file('main.js'), program('old', STAYS));
    lines = [];
  });
  afterEach(async () => {
    launcher.stop('SIGKILL');
    await ended;
    device.remove();
  });

  const store = (): VersionStore => new VersionStore(device.path, quickDisk);
  const stage = (main: string, into = store()): void => {
    const files = {
      'env.json': JSON.stringify({ ...ENV, PU_COMMIT_VERSION: 'new' }),
      'schema.json': JSON.stringify(SCHEMA),
      'main.js': main,
    };
    const entries = Object.entries(files).map(
      ([path, text]) => ({ path, kind: 'file', mode: 0o644, data: Buffer.from(text) }) as const,
    );
    into.stage(
      planUpdate(entries, into.folder, { ...device, keepFiles: [], requiredFiles: [] }, UNIT),
      'old',
    );
  };
  const install = (main: string): void => {
    const versions = store();
    stage(main, versions);
    versions.commit();
  };
  const start = (options: Partial<LaunchOptions> = {}): void => {
    const log = (line: string): void => void lines.push(line);
    launcher = new Launcher({
      program: device.file('main.js'),
      pauseMs: 1,
      log,
      onStderr: () => undefined,
      ...options,
    });
    ended = launcher.run();
  };
  const ran = (): string[] => readFileSync(device.file('ran'), 'utf8').split(' ').filter(Boolean);

  it('puts the old version back when the new one ends too often, with its last words', async () => {
    install(program('new', 'throw new Error("no such sensor");'));
    start({ maxStarts: 2 });
    await until(() => ran().includes('old'));
    expect(ran()).toEqual(['new', 'new', 'old']);
    expect(store().failure).toMatchObject({ version: 'new', count: 1 });
    expect(store().failure?.reason).toMatch(/ended 2 times[^]*no such sensor/);
    expect(JSON.parse(readFileSync(device.envFilePath, 'utf8')).PU_COMMIT_VERSION).toBe(
      ENV.PU_COMMIT_VERSION,
    );
  });

  it('puts the old version back when the new one ends in peace too soon', async () => {
    install(program('new', ''));
    start({ maxStarts: 1 });
    await until(() => ran().includes('old'));
  });

  it('puts the old version back when the new one hangs', async () => {
    install(program('new', 'for (;;);'));
    start({ confirmWithinMs: 100 });
    // A busy loop hears no SIGTERM handler, but dies of the signal itself.
    await until(() => ran().includes('old'));
    expect(store().failure?.reason).toContain('did not confirm');
  });

  it('leaves a confirmed version in place, whatever it does later', async () => {
    install(program('new', STAYS));
    start({ maxStarts: 1 });
    await until(() => ran().length > 0);
    store().confirm();
    process.kill(launcher.pid as number, 'SIGKILL');
    await until(() => ran().length === 2);
    expect(ran()).toEqual(['new', 'new']);
  });

  it('completes an update that was killed before it starts the program', async () => {
    stage(program('new', STAYS));
    // Everything is decided, nothing is in place.
    const killed = new VersionStore(device.path, new KillableDisk(1));
    expect(() => killed.commit()).toThrow();
    start();
    await until(() => ran().length > 0);
    expect(ran()).toEqual(['new']);
    expect(lines).toContain('completed the update that was interrupted');
  });

  it('starts a program anew that asks for it, without counting that as a failure', async () => {
    writeFileSync(
      device.file('main.js'),
      program(
        'x',
        `if (!require('node:fs').existsSync(__dirname + '/again')) {
        require('node:fs').writeFileSync(__dirname + '/again', process.env.UNIT_LAUNCHER);
        process.exit(Number(process.env.UNIT_LAUNCHER));
      }
      ${STAYS}`,
      ),
    );
    start();
    await until(() => ran().length === 2);
    expect(lines).toContain('the program asks to be started anew');
  });

  it('ends with a program that has come to its end', async () => {
    writeFileSync(device.file('main.js'), program('x', ''));
    start();
    await expect(ended).resolves.toBe(0);
  });

  it('ends its program politely', async () => {
    writeFileSync(
      device.file('main.js'),
      program(
        'x',
        `process.on('SIGTERM', () => {
        require('node:fs').writeFileSync(__dirname + '/bye', '');
        process.exit(7);
      });
      ${STAYS}
      require('node:fs').appendFileSync(__dirname + '/ran', 'ready ');`,
      ),
    );
    start();
    await until(() => ran().includes('ready'));
    launcher.stop();
    await expect(ended).resolves.toBe(7);
    expect(existsSync(join(device.path, 'bye'))).toBe(true);
  });

  it('hands on arguments and tells that it is there', async () => {
    writeFileSync(
      device.file('main.js'),
      program('x', `require('node:fs').writeFileSync(__dirname + '/said', process.argv.slice(2).join())`),
    );
    start({ args: ['--room', 'hall'] });
    await ended;
    expect(readFileSync(device.file('said'), 'utf8')).toBe('--room,hall');
  });
});
