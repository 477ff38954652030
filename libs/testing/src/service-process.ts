import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineProcess, freePort, nodeEntry } from '@unitfleet/local';

const ROOT = resolve(__dirname, '../../..');
/** Compiling a service as it starts takes most of a minute on a machine with much else to do. */
const READY_MS = 180_000;
const STOP_MS = 60_000;
const PROBE_PAUSE_MS = 50;
/** A process that stands still for a while answers afterwards. */
const PROBE_TIMEOUT_MS = 60_000;

/**
 * A service as a process of its own, run from its source, which may be killed. It gets no settings but those given,
 * and ends with the process that started it.
 */
export class ServiceProcess {
  private isEnding = false;

  private constructor(
    private readonly name: string,
    private readonly process: EngineProcess,
    /** Of its HTTP face: health, metrics and its own. */
    readonly origin: string,
  ) {
    void process.exited.then((exit) => this.tellUnexpected(exit.signal ?? `exit code ${exit.code}`));
  }

  /**
   * Resolves when the service is ready.
   * @param name folder of the service below `services`
   * @param settings its environment, besides `PATH` and its port
   * @throws EngineStartError with the last lines of its output
   */
  static async start(name: string, settings: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const port = await freePort();
    const program = nodeEntry(join(ROOT, 'services', name, 'src/main.ts'));
    const child = EngineProcess.start({
      title: name,
      command: process.execPath,
      args: program.args,
      cwd: program.cwd,
      env: {
        PATH: process.env.PATH,
        SWC_NODE_PROJECT: join(ROOT, 'tsconfig.base.json'),
        TZ: 'UTC',
        HTTP_PORT: String(port),
        ...settings,
      },
      stopTimeoutMs: STOP_MS,
      output: { onLine: () => undefined },
    });
    const service = new ServiceProcess(name, child, `http://127.0.0.1:${port}`);
    try {
      await child.untilReady(() => delay(PROBE_PAUSE_MS).then(() => service.isReady()), READY_MS);
      return service;
    } catch (error) {
      await service.kill();
      throw error;
    }
  }

  /** What `/healthz/ready` says now. @throws when nobody answers */
  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.origin}/healthz/ready`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  }

  /** Text of `/metrics`. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.origin}/metrics`)).text();
  }

  /** Orderly end, awaited; nothing happens when it has ended already. */
  async stop(): Promise<void> {
    this.isEnding = true;
    await this.process.stop();
  }

  /** `kill -9`, awaited. */
  async kill(): Promise<void> {
    this.isEnding = true;
    await this.process.kill();
  }

  private tellUnexpected(how: string): void {
    if (this.isEnding) return;
    process.stderr.write(`${this.name} ended by itself (${how}):\n${this.process.recentOutput()}\n`);
  }
}
