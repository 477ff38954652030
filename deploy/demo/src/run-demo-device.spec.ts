import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { DemoDevice, runDemoDevice } from './run-demo-device';
import { ContractServer } from './testing/contract-server';

const ENV = { PU_DOMAIN: 'localhost', PU_AUTH_TOKEN: 'token', PU_MQTT_PORT: 1883 };

// Counts its starts on disk, asks for a restart twice, crashes once, then lives until it is told to end.
const PROGRAM = `
const { readFileSync, writeFileSync } = require('node:fs');
let starts = 0;
try { starts = Number(readFileSync('starts', 'utf8')); } catch {}
writeFileSync('starts', String(starts + 1));
console.log('start', starts + 1);
if (starts < 2) process.exit(Number(process.env.UNIT_RESTART_EXIT_CODE));
if (starts === 2) process.exit(1);
process.on('disconnect', () => process.exit(0));
setInterval(() => {}, 1000);
`;

function tgz(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(`./${name}`, 0);
    header.write('0000644\0', 100);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    header.write('        0ustar\x0000', 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const data = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    data.write(text);
    return [header, data];
  });
  return deflateSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { windowBits: 9 });
}

describe('runDemoDevice', () => {
  let server: ContractServer;
  let apiUrl: string;
  let dir: string;
  let device: DemoDevice;
  let output: EventEmitter;
  beforeEach(async () => {
    server = new ContractServer();
    server.env = ENV;
    server.archive = tgz({ 'main.js': PROGRAM, 'env.json': JSON.stringify(ENV) });
    apiUrl = await server.listen();
    dir = join(mkdtempSync(join(tmpdir(), 'demo-device-')), 'disk');
    output = new EventEmitter();
  });
  afterEach(async () => {
    await device.stop();
    await server.close();
    rmSync(join(dir, '..'), { recursive: true, force: true });
  });

  const run = async (): Promise<void> => {
    const log = (line: string): boolean => output.emit(line);
    device = await runDemoDevice({ apiUrl, token: 'user-token', unitUuid: 'u', dir, log });
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('flashes the archive, starts the program again when it asks or crashes, and ends it', async () => {
    await run();
    await once(output, 'start 4');
    const pid = device.pid!;
    expect(isAlive(pid)).toBe(true);
    await device.stop();
    expect(isAlive(pid)).toBe(false);
    expect(readFileSync(join(dir, 'starts'), 'utf8')).toBe('4');
  });

  it('keeps a disk that leads to this instance and flashes any other anew', async () => {
    await run();
    await device.stop();
    writeFileSync(join(dir, 'mark'), '');
    await run();
    await device.stop();
    expect(server.downloads).toBe(1);
    server.env = { ...ENV, PU_MQTT_PORT: 1884 };
    await run();
    expect(server.downloads).toBe(2);
    expect(() => readFileSync(join(dir, 'mark'))).toThrow('ENOENT');
  });
});
