import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, removeWithThisProcess } from '../src/engines';
import { eventually } from '@unitfleet/testing';

jest.setTimeout(600_000);

const PROGRAM = resolve('dist/local/main.js');

/** The program behind `npm start`, as a person starts it. */
class LocalRun {
  private output = '';
  private readonly process: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(settings: Record<string, string>, ...options: string[]) {
    this.process = spawn(process.execPath, [PROGRAM, '--no-demo', ...options], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(this.process, 'close').then(([code]) => code as number | null);
  }

  get said(): string {
    return this.output;
  }

  async says(words: string | RegExp, times = 1): Promise<void> {
    const pattern = typeof words === 'string' ? words : new RegExp(words, 'g');
    const count = () =>
      typeof pattern === 'string'
        ? this.output.split(pattern).length - 1
        : [...this.output.matchAll(pattern)].length;
    const check = () => {
      if (count() < times) throw new Error(`"${words}" is not in:\n${this.output}`);
    };
    await eventually(check, { timeoutMs: 240_000 });
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** Nobody reads what it says any more. */
  deafen(): void {
    this.process.stdout?.destroy();
  }

  children(): Child[] {
    return childrenOf(this.process.pid);
  }

  child(program: string): Child {
    const found = this.children().find(({ command }) => command.includes(program));
    if (!found) throw new Error(`no ${program} among ${JSON.stringify(this.children())}`);
    return found;
  }

  /** Exit code. */
  end(): Promise<number | null> {
    return this.ended;
  }
}

interface Child {
  readonly pid: number;
  readonly command: string;
}

/** The children of a process that have not ended; one that nobody has collected yet (state Z) has. */
const childrenOf = (parent: number | undefined): Child[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((fields) => fields !== null && Number(fields[2]) === parent && !fields[3]!.startsWith('Z'))
    .map((fields) => ({ pid: Number(fields![1]), command: fields![4]! }))
    .filter(({ command }) => !command.startsWith('ps ') && !command.startsWith('/bin/sh'));

const lives = ({ pid }: Child): boolean => {
  try {
    const state = execFileSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
};

/** Our own programs that have `mark` in their environment, whoever's children they are. */
const programsWith = (mark: string): string[] =>
  execFileSync('ps', ['axeww', '-o', 'stat=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .filter((line) => line.includes('/main.js') && line.includes(`PU_MARK=${mark}`) && !line.startsWith('Z'));

describe('the local run', () => {
  const root = mkdtempSync(join(tmpdir(), 'unitfleet-run-'));
  removeWithThisProcess(root);
  const folder = join(root, 'data');
  const runs: LocalRun[] = [];
  let settings: Record<string, string>;

  const start = (more: Record<string, string> = {}, ...options: string[]): LocalRun => {
    const run = new LocalRun({ ...settings, ...more }, ...options);
    runs.push(run);
    return run;
  };
  const ready = () => fetch(`http://127.0.0.1:${settings.UNITFLEET_HTTP_PORT}/pepeunit`);

  beforeAll(async () => {
    settings = {
      UNITFLEET_DATA_DIR: folder,
      UNITFLEET_HTTP_PORT: String(await freePort()),
      UNITFLEET_MQTT_PORT: String(await freePort()),
    };
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      const children = run.children();
      run.signal('SIGKILL');
      await run.end();
      await eventually(() => !children.some(lives), { what: 'The end of the children' });
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('starts again what dies, and ends without leaving anything behind', async () => {
    const run = start();
    await run.says('Unitfleet is ready');
    expect((await ready()).status).toBe(200);
    const [postgres, notifier] = [run.child('bin/postgres -D'), run.child('notifier/main.js')];

    process.kill(postgres.pid, 'SIGKILL');
    process.kill(notifier.pid, 'SIGKILL');
    await run.says(/(postgres|notifier) died \(SIGKILL\); starting it again/, 2);
    await run.says(/(postgres|notifier) is back/, 2);
    expect(run.child('notifier/main.js').pid).not.toBe(notifier.pid);
    await eventually(async () => (await ready()).status === 200, { what: 'Readiness' });

    const children = run.children();
    expect(children.length).toBeGreaterThan(10);
    run.signal('SIGINT');
    expect(await run.end()).toBe(0);
    expect(children.filter(lives)).toEqual([]);
    expect(existsSync(join(folder, 'fleet.json'))).toBe(false);
  });

  it('ends in the middle of its start, asked by a signal or left by its reader', async () => {
    for (const ask of [(run: LocalRun) => run.signal('SIGINT'), (run: LocalRun) => run.deafen()]) {
      const run = start();
      await run.says('info starting');
      const children = run.children();
      ask(run);
      expect(await run.end()).toBe(0);
      expect(children.length).toBeGreaterThan(10);
      expect(children.filter(lives)).toEqual([]);
    }
  });

  it('leaves nothing behind when it is killed, and runs on the same data afterwards', async () => {
    const killed = start();
    await killed.says('MQTT broker listens');
    const secrets = readFileSync(join(folder, 'secrets.json'), 'utf8');
    const children = killed.children();
    expect(children.length).toBeGreaterThan(4);
    killed.signal('SIGKILL');
    await eventually(() => !children.some(lives), { what: 'The end of the children' });
    const run = start({ PU_MARK: folder });
    await run.says('MQTT broker listens');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(secrets);
    // At this moment the services are being started, one after another.
    run.signal('SIGKILL');
    await run.end();
    await eventually(() => programsWith(folder).length === 0, { what: 'The end of the services' });
  });

  it.each(['UNITFLEET_HTTP_PORT', 'UNITFLEET_MQTT_PORT'])(
    'says that the port of %s is taken',
    async (name) => {
      const blocker = createServer().listen(0, '127.0.0.1');
      await once(blocker, 'listening');
      const { port } = blocker.address() as AddressInfo;
      const run = start({ [name]: String(port) });
      expect(await run.end()).toBe(1);
      expect(run.said).toMatch(new RegExp(`^\\s*Port ${port} is taken, and the .+ needs it: .*${name}`));
      blocker.close();
    },
  );

  it('refuses a folder on which another instance runs, and forgets nothing of it', async () => {
    const first = start();
    await first.says('engines are ready');
    const ports = readFileSync(join(folder, 'ports.json'), 'utf8');
    const elsewhere = { UNITFLEET_HTTP_PORT: '1', UNITFLEET_MQTT_PORT: '2' };
    for (const options of [[], ['--fresh']]) {
      const second = start(elsewhere, ...options);
      expect(await second.end()).toBe(1);
      expect(second.said).toMatch(/Another instance \(process \d+\) runs on .*UNITFLEET_DATA_DIR/);
    }
    expect(readFileSync(join(folder, 'ports.json'), 'utf8')).toBe(ports);
  });

  it('says which external engine does not answer, without its password', async () => {
    const port = await freePort();
    const run = start({ NATS_URL: `nats://somebody:very-secret@127.0.0.1:${port}` });
    expect(await run.end()).toBe(1);
    expect(run.said).toContain(`NATS_URL names 127.0.0.1:${port}, and nobody answers there (ECONNREFUSED).`);
    expect(run.said).not.toContain('very-secret');
  });
});
