import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { EmbeddedEngine, outputOf } from './embedded-engine';
import type { Engine, EngineOptions } from './engine';
import { EngineProcess } from './engine-process';
import { systemBinary } from './system-binary';
import { withPort } from './with-port';

/** Starts redis-server; ready when it has loaded its file and answers commands. */
export async function startRedis(options: EngineOptions): Promise<Engine> {
  const command = systemBinary('redis-server');
  const folder = join(options.dataDir, 'redis');
  mkdirSync(folder, { recursive: true });
  return withPort(options.port, 'Redis', options.portSetting, async (port) => {
    const settings = {
      port,
      bind: '127.0.0.1',
      dir: folder,
      save: '',
      appendonly: options.profile === 'durable' ? 'yes' : 'no',
      appendfsync: 'everysec',
      'maxmemory-policy': 'noeviction',
      daemonize: 'no',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const process = EngineProcess.start({
      title: 'redis-server',
      command,
      args,
      output: outputOf('redis', options),
    });
    await process.untilReady(() => answersPing(port));
    return new EmbeddedEngine('redis', `redis://127.0.0.1:${port}`, process);
  });
}

/** While it loads its file Redis accepts connections and answers `-LOADING`: an open port proves nothing. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString('latin1').startsWith('+PONG'));
    });
  });
}
