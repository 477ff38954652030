import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A machine whose program was written for a published library. */
export class ProgramDevice {
  output = '';
  private process?: ChildProcess;

  private constructor(
    readonly unit: string,
    readonly folder: string,
    private readonly program: readonly string[],
  ) {}

  static async flash(
    unit: string,
    folder: string,
    files: ReadonlyMap<string, Buffer>,
    program: readonly string[],
  ): Promise<ProgramDevice> {
    for (const [name, data] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), data);
    }
    return new ProgramDevice(unit, folder, program);
  }

  start(): void {
    const [name = '', ...args] = this.program;
    const started = spawn(name, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
    this.process = started;
  }

  async stop(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }

  read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  async env(): Promise<Record<string, string>> {
    return JSON.parse(await this.read('env.json'));
  }
}
