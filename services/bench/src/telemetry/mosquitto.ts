import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@unitfleet/testing';

/** A broker written in C, as the measure for what a broker can do. */
export interface Mosquitto {
  readonly port: number;
  stop(): void;
}

const SEARCH_PATH = `${process.env.PATH}:/usr/sbin:/opt/homebrew/sbin`;

export const hasMosquitto = (): boolean =>
  spawnSync('mosquitto', ['-h'], { env: { PATH: SEARCH_PATH } }).error === undefined;

/** Nothing of its limits may stand in the way of the measurement. */
const configuration = (port: number): string => `
listener ${port} 127.0.0.1
allow_anonymous true
persistence false
set_tcp_nodelay true
max_inflight_messages 0
max_queued_messages 0
log_type error
`;

export const startMosquitto = async (): Promise<Mosquitto> => {
  const port = await freePort();
  const file = join(mkdtempSync(join(tmpdir(), 'unitfleet-mosquitto-')), 'mosquitto.conf');
  writeFileSync(file, configuration(port));
  const child: ChildProcess = spawn('mosquitto', ['-c', file], {
    env: { PATH: SEARCH_PATH },
    stdio: 'ignore',
  });
  while (!(await listens(port))) await sleep(20);
  return { port, stop: () => void child.kill() };
};

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
