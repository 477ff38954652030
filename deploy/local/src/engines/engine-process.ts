import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineExit, EngineOutput } from './engine';
import { EngineStartError } from './engine-error';
import { tieToThisProcess, untie } from './lifeline';

const REMEMBERED_LINES = 20;
const PROBE_PAUSE_MS = 15;
/**
 * Becomes the program when it is told to, on descriptor 3, and ends when that closes before: whoever starts it may be
 * killed before anybody else knows of it.
 */
const GATE = 'read -r _ <&3 && exec 3<&- && exec "$@"';

export interface ProcessSpec {
  /** As a person reads it: `PostgreSQL`. */
  title: string;
  command: string;
  args: readonly string[];
  output: EngineOutput;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Run as another user; only root can. */
  account?: { uid: number; gid: number };
  /** The signal for an orderly end. Default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** After this many milliseconds `stop()` kills. Default 10,000. */
  stopTimeoutMs?: number;
}

/**
 * A child process that never outlives this one, in a process group of its own: Ctrl-C in the terminal reaches only
 * this process, which then ends its children in the right order.
 */
export class EngineProcess {
  readonly exited: Promise<EngineExit>;
  private running = true;
  private spawnError?: Error;
  private readonly recent: string[] = [];
  private readonly logStart: number;

  private constructor(
    private readonly spec: ProcessSpec,
    private readonly child: ChildProcess,
    logStart: number,
  ) {
    this.logStart = logStart;
    this.exited = new Promise((resolve) => {
      const ended = (exit: EngineExit) => {
        this.running = false;
        if (child.pid) untie(child.pid);
        resolve(exit);
      };
      child.once('error', (error) => {
        this.spawnError = error;
        if (!child.pid) ended({ code: null, signal: null });
      });
      child.once('exit', (code, signal) => ended({ code, signal }));
    });
    if (child.pid) tieToThisProcess(child.pid, spec.stopSignal ?? 'SIGTERM');
    this.openGate();
    this.readLines();
  }

  static start(spec: ProcessSpec): EngineProcess {
    const { output, account } = spec;
    let file: number | undefined;
    let logStart = 0;
    if ('file' in output) {
      mkdirSync(dirname(output.file), { recursive: true });
      file = openSync(output.file, 'a');
      logStart = statSync(output.file).size;
    }
    const child = spawn('/bin/sh', ['-c', GATE, spec.title, spec.command, ...spec.args], {
      env: spec.env ?? process.env,
      cwd: spec.cwd,
      ...account,
      detached: true,
      stdio: ['ignore', file ?? 'pipe', file ?? 'pipe', 'pipe'],
    });
    if (file !== undefined) closeSync(file);
    return new EngineProcess(spec, child, logStart);
  }

  get pid(): number | undefined {
    return this.running ? this.child.pid : undefined;
  }

  /**
   * Resolves when `probe` answers true; an exception of the probe counts as "not yet".
   * @throws EngineStartError with the last lines of output when the process ends or the time is over
   */
  async untilReady(probe: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      if (await probe().catch(() => false)) return;
      if (!this.running) throw this.failure(await this.describeExit());
      if (Date.now() > deadline) throw this.failure(`is not ready after ${timeoutMs / 1000} s`);
      await Promise.race([delay(PROBE_PAUSE_MS), this.exited]);
    }
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.child.kill(this.spec.stopSignal ?? 'SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), this.spec.stopTimeoutMs ?? 10_000);
    await this.exited;
    clearTimeout(impatience);
  }

  async kill(): Promise<void> {
    if (this.running) this.child.kill('SIGKILL');
    await this.exited;
  }

  /** The last lines that the process wrote. */
  recentOutput(): string {
    if (!('file' in this.spec.output)) return this.recent.join('\n');
    const written = readFileSync(this.spec.output.file).subarray(this.logStart).toString('utf8');
    return written.trimEnd().split('\n').slice(-REMEMBERED_LINES).join('\n');
  }

  private async describeExit(): Promise<string> {
    if (this.spawnError) return `cannot be started (${this.spawnError.message})`;
    const { code, signal } = await this.exited;
    return `ended at once (${signal ?? `exit code ${code}`})`;
  }

  private failure(what: string): EngineStartError {
    const output = this.recentOutput();
    return new EngineStartError(`${this.spec.title} ${what}${output ? `:\n${output}` : '.'}`);
  }

  private openGate(): void {
    const gate = this.child.stdio[3] as Writable;
    // It may have been ended already.
    gate.on('error', () => undefined);
    gate.end('\n');
  }

  private readLines(): void {
    const { output } = this.spec;
    if (!('onLine' in output)) return;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.recent.push(line);
        if (this.recent.length > REMEMBERED_LINES) this.recent.shift();
        output.onLine(line);
      });
    }
  }
}
