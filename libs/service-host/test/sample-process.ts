import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '@unitfleet/testing';

type Line = Record<string, unknown> & { msg?: string };

/** The sample service as a process of its own, with the log that it writes. */
export class SampleProcess {
  readonly lines: Line[] = [];
  stderr = '';
  private readonly ended: Promise<unknown[]>;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, ['-r', '@swc-node/register', join(__dirname, 'sample-main.ts')], {
      cwd: join(__dirname, '..', '..', '..'),
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = once(this.child, 'close');
    createInterface({ input: this.child.stdout! }).on('line', (line) =>
      this.lines.push(JSON.parse(line) as Line),
    );
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  private readonly child: ChildProcess;

  /** Resolves with the log line that says so. */
  said(msg: string): Promise<Line> {
    return eventually(() => this.lines.find((line) => line.msg === msg) ?? null, {
      timeoutMs: 150_000,
      what: `"${msg}" in the log`,
    });
  }

  /** Answers the exit code. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.child.kill(signal);
    const [code] = await this.ended;
    return code as number | null;
  }
}
