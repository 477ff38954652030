import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RestCaller } from '@unitfleet/testing-fleet';
import { unpackArchive } from '@unitfleet/unit-client';

/** A machine with an empty disk that is flashed once, as a person does it; from then on its program looks after itself. */
export class DeviceMachine {
  output = '';
  private launcher?: ChildProcess;

  private constructor(
    readonly unit: string,
    readonly folder: string,
  ) {}

  static async flash(rest: RestCaller, unit: string): Promise<DeviceMachine> {
    const archive = await rest.call('GET', `/units/firmware/tgz/${unit}`, {
      query: { wbits: '9', level: '9' },
    });
    if (archive.status !== 200)
      throw new Error(`the archive of ${unit} answered ${archive.status}: ${archive.text}`);
    const folder = await mkdtemp(join(tmpdir(), 'unitfleet-device-'));
    unpackArchive(archive.bytes, folder);
    return new DeviceMachine(unit, folder);
  }

  /** Switches it on: the library, in one file, is its own launcher. */
  start(...launcherOptions: string[]): void {
    const args = ['unit-client.js', ...launcherOptions, 'main.js'];
    const launcher = spawn(process.execPath, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
    this.launcher = launcher;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  async stop(): Promise<void> {
    const launcher = this.launcher;
    this.launcher = undefined;
    if (!launcher || launcher.exitCode !== null || launcher.signalCode !== null) return;
    const ended = once(launcher, 'exit');
    launcher.kill('SIGTERM');
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
