import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The plain endpoint in a process of its own. */
export class PlainNestProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<PlainNestProcess> {
    const child = spawn(process.execPath, [join(__dirname, 'plain-nest.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout!);
    const url = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      child.once('exit', () => reject(new Error('the plain endpoint ended early')));
    });
    return new PlainNestProcess(child, url);
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
