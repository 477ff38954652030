import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../errors';
import type { Journal } from '../update/journal';
import { VersionStore } from '../update/version-store';
import { LAUNCHER_FOLDER_VARIABLE, LAUNCHER_VARIABLE, RESTART_EXIT_CODE } from './launcher-signs';
import { OutputTail } from './output-tail';

/** How a program is kept running. */
export interface LaunchOptions {
  /** The device's program, as `node` takes it. */
  program: string;
  args?: readonly string[];
  /** Options for `node` itself. */
  nodeOptions?: readonly string[];
  /** The folder of `env.json`; that of the program unless said otherwise. */
  folder?: string;
  /** Starts that a new version has to confirm that it works; 3 unless said otherwise. */
  maxStarts?: number;
  /** How long each of these starts may take to confirm; 5 minutes unless said otherwise. */
  confirmWithinMs?: number;
  /** The first pause before a program that ended is started again, 500 ms unless said otherwise; it doubles to 30 s. */
  pauseMs?: number;
  /** Receives one line for whatever the launcher does. */
  log?: (line: string) => void;
  /** Receives what the program writes to standard error; that of the launcher unless said otherwise. */
  onStderr?: (chunk: Buffer) => void;
}

const writeThrough = (chunk: Buffer): void => void process.stderr.write(chunk);
const LONGEST_PAUSE_MS = 30_000;
const GRACE_MS = 10_000;

/**
 * Keeps a device's program running, from outside: completes or undoes an update that was interrupted before any file
 * of the program is used, starts a new version, and puts the old one back if the new one does not come up.
 */
export class Launcher {
  private readonly store: VersionStore;
  private readonly log: (line: string) => void;
  private readonly tail = new OutputTail();
  private program?: ChildProcess;
  private stopping = false;
  private pauseMs: number;
  private wake: () => void = () => undefined;

  constructor(private readonly options: LaunchOptions) {
    this.store = new VersionStore(options.folder ?? dirname(options.program));
    this.log = options.log ?? (() => undefined);
    this.pauseMs = this.firstPauseMs;
  }

  /** Process id of the program that runs now. */
  get pid(): number | undefined {
    return this.program?.pid;
  }

  /** Resolves with the program's exit code when it ended with 0 or after `stop`. */
  async run(): Promise<number> {
    for (;;) {
      this.attempt(() => this.prepare());
      const startedAt = performance.now();
      const { code, late } = await this.runOnce();
      if (this.stopping) return code;
      const trial = this.store.trial;
      if (trial && late)
        this.takeBack(trial, `it did not confirm that it works within ${this.confirmWithinMs} ms`);
      else if (!trial && code === 0) return 0;
      else if (code !== RESTART_EXIT_CODE) await this.pause(performance.now() - startedAt);
      if (this.stopping) return code;
    }
  }

  /** Ends the program, at first politely. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.stopping = true;
    this.wake();
    this.end(signal);
  }

  /** Whatever is wrong with the disk, the program is started. */
  private attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.log(`the versions could not be looked after: ${messageOf(error)}`);
    }
  }

  private prepare(): void {
    const recovery = this.store.recover();
    if (recovery === 'completed') this.log('completed the update that was interrupted');
    if (recovery === 'reverted') this.log('put the version before back');
    const trial = this.store.trial;
    if (!trial) return;
    const most = this.options.maxStarts ?? 3;
    if (trial.starts < most) this.store.countStart();
    else this.takeBack(trial, `it ended ${trial.starts} times before it confirmed that it works`);
  }

  private takeBack(trial: Journal, reason: string): void {
    const said = this.tail.text();
    this.store.revert(said === '' ? reason : `${reason}; at last it said: ${said}`);
    this.pauseMs = this.firstPauseMs;
    this.log(`${trial.to} was taken back: ${reason}`);
  }

  private async runOnce(): Promise<{ code: number; late: boolean }> {
    const trial = this.store.trial;
    const program = this.start();
    const ended = once(program, 'exit').catch((error: Error) => [`cannot start: ${error.message}`]);
    let late = false;
    const deadline = setTimeout(() => {
      late = this.store.trial !== undefined && this.store.trial.id === trial?.id;
      if (late) this.end('SIGTERM');
    }, this.confirmWithinMs);
    if (!trial) clearTimeout(deadline);
    const [code, signal] = (await ended) as [number | string | null, NodeJS.Signals | null];
    clearTimeout(deadline);
    this.program = undefined;
    this.log(
      code === RESTART_EXIT_CODE
        ? 'the program asks to be started anew'
        : `the program ended (${signal ?? code})`,
    );
    return { code: typeof code === 'number' ? code : 1, late };
  }

  private start(): ChildProcess {
    const { program, args = [], nodeOptions = [], onStderr = writeThrough } = this.options;
    this.tail.clear();
    const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
      env: {
        ...process.env,
        [LAUNCHER_VARIABLE]: String(RESTART_EXIT_CODE),
        [LAUNCHER_FOLDER_VARIABLE]: resolve(this.store.folder.device),
      },
      // The channel closes when the launcher dies, however it dies; the program ends then.
      stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      onStderr(chunk);
      this.tail.add(chunk);
    });
    this.program = child;
    return child;
  }

  private end(signal: NodeJS.Signals): void {
    const program = this.program;
    if (!program) return;
    program.kill(signal);
    const deadline = setTimeout(() => program.kill('SIGKILL'), GRACE_MS);
    program.once('exit', () => clearTimeout(deadline));
  }

  /** Jittered, so that devices that fail together do not come back together. */
  private async pause(livedMs: number): Promise<void> {
    if (livedMs > LONGEST_PAUSE_MS) this.pauseMs = this.firstPauseMs;
    const pauseMs = this.pauseMs * (0.5 + Math.random() / 2);
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private get firstPauseMs(): number {
    return this.options.pauseMs ?? 500;
  }

  private get confirmWithinMs(): number {
    return this.options.confirmWithinMs ?? 300_000;
  }
}
