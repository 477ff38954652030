import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually, freePort } from '@unitfleet/testing';

const ROOT = join(__dirname, '../../../..');

/** One line of a service's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly reason?: string;
}

/** A datapipe as a process of its own that can be held, killed, and asked what it says of itself. */
export class DatapipeProcess {
  /** Everything it has logged. */
  readonly log: LogLine[] = [];
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;

  private constructor(
    environment: Readonly<Record<string, string>>,
    private readonly port: number,
  ) {
    this.child = spawn(
      process.execPath,
      ['-r', '@swc-node/register', join(ROOT, 'services/datapipe/src/main.ts')],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env.PATH,
          SWC_NODE_PROJECT: join(ROOT, 'tsconfig.base.json'),
          TZ: 'UTC',
          HTTP_PORT: String(port),
          ...environment,
        },
      },
    );
    this.exited = once(this.child, 'exit');
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.take(line));
  }

  /** Resolves when it is ready. */
  static async start(environment: Readonly<Record<string, string>>): Promise<DatapipeProcess> {
    const datapipe = new DatapipeProcess(environment, await freePort());
    await eventually(() => datapipe.isReady(), { timeoutMs: 150_000, what: 'A ready datapipe' });
    return datapipe;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What `/healthz/ready` says; false also when nobody answers. */
  async isReady(): Promise<boolean> {
    return (await this.failures()) === null;
  }

  /** What it cannot work without and does not have; null when nothing is missing. */
  async failures(): Promise<string[] | null> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz/ready`);
      const body = (await answer.json()) as { failures?: object };
      return answer.ok ? null : Object.keys(body.failures ?? {});
    } catch {
      return ['process'];
    }
  }

  /** Sum of a metric over all its labels. */
  async metric(name: string): Promise<number> {
    return (await this.lines(name)).reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  /** How many different labels a metric has. */
  async series(name: string): Promise<number> {
    return (await this.lines(name)).length;
  }

  /** Lines of warnings and errors since a length of the log. */
  complaintsSince(length: number): LogLine[] {
    return this.log.slice(length).filter(({ level }) => ['warn', 'error', 'fatal'].includes(level));
  }

  /** Stops it in its tracks, as a machine that sleeps. */
  hold(): void {
    this.child.kill('SIGSTOP');
  }

  letGo(): void {
    this.child.kill('SIGCONT');
  }

  /** Orderly end, awaited. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.exited;
  }

  /** `kill -9`, awaited. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private async lines(name: string): Promise<string[]> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  }

  private take(line: string): void {
    if (process.env.TEST_LOG) process.stderr.write(`${line}\n`);
    try {
      this.log.push(JSON.parse(line) as LogLine);
    } catch {
      this.log.push({ level: 'error', msg: line });
    }
  }
}
