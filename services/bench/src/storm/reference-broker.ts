import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The embedded broker with a hook that lets everybody do everything: what a connect costs without the platform. */
export interface ReferenceBroker {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const ALLOW = JSON.stringify({ result: 'allow' });
/** Far above what any storm brings. */
const NO_LIMIT = '1000000';

export const startReferenceBroker = async (): Promise<ReferenceBroker> => {
  const hook = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(ALLOW));
  });
  hook.keepAliveTimeout = 60_000;
  hook.listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  const child: ChildProcess = spawn(process.execPath, [join(__dirname, '..', 'broker', 'main.js')], {
    env: {
      PATH: process.env.PATH,
      BROKER_PORT: '0',
      BROKER_INTERNAL_USERNAME: 'bench',
      BROKER_INTERNAL_PASSWORD: 'bench',
      BROKER_API_USERNAME: 'bench',
      BROKER_API_PASSWORD: 'bench',
      BROKER_AUTHN_URL: url,
      BROKER_AUTHZ_URL: url,
      PU_MQTT_MAX_CLIENT_CONNECTION_RATE: `${NO_LIMIT}/s`,
      PU_MQTT_MAX_CLIENTS: NO_LIMIT,
      BROKER_EXIT_WITH_PARENT: '1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  child.stdout!.resume();
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    hook.closeAllConnections();
    hook.close();
  };
  return { port: (JSON.parse(line) as { port: number }).port, pid: child.pid ?? 0, stop };
};
