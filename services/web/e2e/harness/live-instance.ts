import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stage } from './stage';

const READY = 'Unitfleet is ready';
const DEMO_LOGIN = 'admin';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** What `npm start` runs, with its demo fleet, until it is stopped. */
export class LiveInstance {
  private constructor(
    readonly stage: Stage,
    private readonly program: ChildProcess,
    private readonly dataDir: string,
  ) {}

  /** Resolves when the summary with the login is printed, which is after the demo devices live. */
  static async start(): Promise<LiveInstance> {
    const dataDir = mkdtempSync(join(tmpdir(), 'unitfleet-web-'));
    const [httpPort, mqttPort] = [await freePort(), await freePort()];
    const program = spawn(process.execPath, [resolve('dist/local/main.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        UNITFLEET_DATA_DIR: dataDir,
        UNITFLEET_HTTP_PORT: String(httpPort),
        UNITFLEET_MQTT_PORT: String(mqttPort),
      },
    });
    const printed: string[] = [];
    const isReady = new Promise<void>((settle, fail) => {
      createInterface(program.stdout!).on('line', (line) => {
        printed.push(line);
        if (line.includes(READY)) settle();
      });
      program.once('exit', () => fail(new Error(`The instance ended:\n${printed.slice(-40).join('\n')}`)));
    });
    await isReady;
    const { adminPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
    const stage: Stage = {
      origin: `http://localhost:${httpPort}`,
      mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
      admin: { login: DEMO_LOGIN, password: adminPassword },
      dataDir,
    };
    return new LiveInstance(stage, program, dataDir);
  }

  async stop(): Promise<void> {
    const ended = once(this.program, 'exit');
    this.program.kill('SIGTERM');
    await ended;
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
