import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unpackArchive } from '@unitfleet/unit-client';
import { DemoApi } from './demo-api';

export interface RunDeviceOptions {
  /** Base of the REST interface, ending in `/api/v1`. */
  apiUrl: string;
  /** Token of the Unit's creator. */
  token: string;
  unitUuid: string;
  /** The device's disk, kept between starts. */
  dir: string;
  /** Receives each line that the program prints, and one for each start and end. */
  log?: (line: string) => void;
}

export interface DemoDevice {
  /** Process id of the program that runs now. */
  readonly pid: number | undefined;
  /** Ends the program and resolves when it is gone. */
  stop(): Promise<void>;
}

/** `EX_TEMPFAIL`: the program asks to be started again, on the version that it has just installed. */
const RESTART_EXIT_CODE = 75;
const GRACE_MS = 5_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Plays the machine under a device program: puts the Unit's archive on an empty disk, as a person does once, then
 * keeps `node main.js` running. Updating is the program's own affair. The program ends with this process, however
 * this one ends.
 */
export async function runDemoDevice(options: RunDeviceOptions): Promise<DemoDevice> {
  const api = new DemoApi(options.apiUrl, options.token);
  if (!(await isFlashed(api, options))) {
    const archive = await api.download(`/units/firmware/tgz/${options.unitUuid}?wbits=9&level=9`);
    await rm(options.dir, { recursive: true, force: true });
    unpackArchive(archive, options.dir);
  }
  return new DeviceMachine(options.dir, options.log ?? (() => undefined));
}

/** A disk of an earlier start serves as long as it leads to this instance. */
async function isFlashed(api: DemoApi, { dir, unitUuid }: RunDeviceOptions): Promise<boolean> {
  const kept = await readFile(join(dir, 'env.json'), 'utf8').catch(() => undefined);
  if (kept === undefined) return false;
  const wanted = await api.get<Record<string, unknown>>(`/units/env/${unitUuid}`);
  const has = JSON.parse(kept) as Record<string, unknown>;
  const address = ['PU_DOMAIN', 'PU_HTTP_TYPE', 'PU_MQTT_HOST', 'PU_MQTT_PORT', 'PU_AUTH_TOKEN'];
  return address.every((name) => has[name] === wanted[name]);
}

class DeviceMachine implements DemoDevice {
  private program: ChildProcess;
  private stopping = false;
  private pauseMs = 500;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly dir: string,
    private readonly log: (line: string) => void,
  ) {
    this.program = this.start();
  }

  get pid(): number | undefined {
    return this.program.pid;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const program = this.program;
    if (program.exitCode !== null || program.signalCode !== null || program.pid === undefined) return;
    const ended = once(program, 'exit');
    program.kill('SIGTERM');
    const deadline = setTimeout(() => program.kill('SIGKILL'), GRACE_MS);
    await ended.finally(() => clearTimeout(deadline));
  }

  private start(): ChildProcess {
    // The channel closes when this process dies, even by SIGKILL; the program listens for that.
    const program = spawn(process.execPath, ['main.js'], {
      cwd: this.dir,
      env: { PATH: process.env.PATH, UNIT_RESTART_EXIT_CODE: String(RESTART_EXIT_CODE) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const startedAt = performance.now();
    for (const stream of [program.stdout, program.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', this.log);
    }
    program.on('error', (error) => this.log(`cannot start: ${error.message}`));
    program.on('exit', (code, signal) => this.ended(code, signal, performance.now() - startedAt));
    return program;
  }

  private ended(code: number | null, signal: NodeJS.Signals | null, livedMs: number): void {
    if (this.stopping) return;
    if (code === RESTART_EXIT_CODE) {
      this.log('restarts on its new version');
      this.program = this.start();
      return;
    }
    this.pauseMs = livedMs > LONGEST_PAUSE_MS ? 500 : Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
    this.log(`ended (${signal ?? code}); starts again in ${this.pauseMs} ms`);
    this.timer = setTimeout(() => (this.program = this.start()), this.pauseMs);
  }
}
