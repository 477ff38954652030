import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GeneratorOrder, LoadReport, SubscriberOrder } from './load-protocol';

/** A generator or subscriber in a process of its own. */
export class LoadProcess {
  private readonly child: ChildProcess;
  private readonly seen: LoadReport[] = [];
  private wake: () => void = () => undefined;

  constructor(program: 'generator' | 'subscriber', order: GeneratorOrder | SubscriberOrder) {
    const entry = join(__dirname, `${program}.js`);
    this.child = spawn(process.execPath, [entry, JSON.stringify(order)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface(this.child.stdout!).on('line', (line) => {
      this.seen.push(JSON.parse(line));
      this.wake();
    });
    this.child.once('exit', () => this.wake());
  }

  /** Resolves with the first report that fits. @throws when the process ends without it. */
  async until<Kind extends LoadReport['event']>(
    event: Kind,
    fits: (report: Extract<LoadReport, { event: Kind }>) => boolean = () => true,
  ): Promise<Extract<LoadReport, { event: Kind }>> {
    for (;;) {
      const found = this.seen.find((line) => line.event === event && fits(line as never));
      if (found) return found as Extract<LoadReport, { event: Kind }>;
      if (this.child.exitCode !== null) throw new Error('a load process ended early');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Lets a generator begin. */
  go(): void {
    this.child.stdin!.write('go\n');
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}
