import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort, spawnBroker } from '@unitfleet/local';
import { eventually } from '@unitfleet/testing';
import { connectAsync } from 'mqtt';
import { generate } from 'mqtt-packet';

/** A broker under test. */
export interface BrokerRig {
  /** Where devices connect. */
  readonly url: string;
  /** Where the bridge connects. */
  readonly internalUrl: string;
  readonly apiUrl: string;
  /** Ends the session of the bridge, with what waits in it. */
  forgetBridge(): Promise<void>;
  /** Breaks the connection of the bridge; its session stays. */
  interruptBridge(): Promise<void>;
  /** It goes on existing and does nothing any more, until `goOn`. */
  hang(): void;
  goOn(): void;
  /** How often it has asked whether a device may use a topic. */
  authorisations(): number;
  stop(): Promise<void>;
}

const listening = (port: number) =>
  eventually(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connectTcp(port, '127.0.0.1', () => resolve(true));
        socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
      }),
  );

/** A clean session under the bridge's name replaces the one that the broker holds (MQTT 3.1.1, 3.1.2.4). */
const takeOverOnce = async (url: string): Promise<void> => {
  const client = await connectAsync(url, { clientId: 'unitfleet-bridge-0', clean: true, reconnectPeriod: 0 });
  await client.endAsync();
};

/** Takes the session over as it is, and loses its connection before it has acknowledged anything. */
const interrupt = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port, username, password } = new URL(url);
    const socket = connectTcp(Number(port), hostname);
    const names = username ? { username, password: Buffer.from(password) } : {};
    socket.write(
      generate({ cmd: 'connect', clientId: 'unitfleet-bridge-0', clean: false, keepalive: 0, ...names }),
    );
    socket.once('data', () => socket.destroy());
    socket.once('error', reject);
    socket.once('close', () => resolve());
  });

/** Lets every device in, with every right. */
const startHook = async (onCall: (path: string) => void): Promise<Server> => {
  const hook = createServer((request, response) => {
    onCall(request.url ?? '');
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json').end('{"result":"allow"}');
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  return hook;
};

export const startEmbeddedBroker = async (): Promise<BrokerRig> => {
  let authorisations = 0;
  const hook = await startHook((path) => {
    if (path === '/authorize') authorisations += 1;
  });
  const origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  const credentials = { user: 'bridge', password: 'bridge-secret' };
  const broker = await spawnBroker({
    env: {
      BROKER_PORT: '0',
      BROKER_INTERNAL_USERNAME: credentials.user,
      BROKER_INTERNAL_PASSWORD: credentials.password,
      BROKER_API_USERNAME: credentials.user,
      BROKER_API_PASSWORD: credentials.password,
      BROKER_AUTHN_URL: `${origin}/authenticate`,
      BROKER_AUTHZ_URL: `${origin}/authorize`,
    },
  });
  const withCredentials = (url: string) =>
    url.replace('://', `://${credentials.user}:${credentials.password}@`);
  return {
    url: broker.url,
    internalUrl: withCredentials(broker.internalUrl),
    apiUrl: withCredentials(broker.apiUrl),
    authorisations: () => authorisations,
    hang: () => void process.kill(broker.pid, 'SIGSTOP'),
    goOn: () => void process.kill(broker.pid, 'SIGCONT'),
    forgetBridge: () => takeOverOnce(withCredentials(broker.internalUrl)),
    interruptBridge: () => interrupt(withCredentials(broker.internalUrl)),
    stop: async () => {
      await broker.stop();
      hook.closeAllConnections();
      await new Promise((resolve) => hook.close(resolve));
    },
  };
};

const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'];

const mosquittoBinary = (): string | undefined =>
  MOSQUITTO.find((path) => {
    try {
      execFileSync('test', ['-x', path]);
      return true;
    } catch {
      return false;
    }
  });

export const hasMosquitto = mosquittoBinary() !== undefined;

/** Mosquitto with persistent sessions in memory and windows as wide as the bridge wants them. */
export const startMosquitto = async (folder: string): Promise<BrokerRig> => {
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_inflight_messages 8192',
    'max_queued_messages 0',
    'max_queued_bytes 0',
    'persistence false',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const child: ChildProcess = spawn(mosquittoBinary()!, ['-c', config], { stdio: 'ignore' });
  await listening(port);
  const url = `mqtt://127.0.0.1:${port}`;
  return {
    url,
    internalUrl: url,
    apiUrl: 'http://nobody:nothing@127.0.0.1:9',
    authorisations: () => 0,
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    forgetBridge: () => takeOverOnce(url),
    interruptBridge: () => interrupt(url),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
};
