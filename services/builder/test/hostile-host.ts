import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A host that does to git what the test says; it counts whoever connects. */
export class HostileHost {
  connections = 0;
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(behaviour: Behaviour, address = '127.0.0.1'): Promise<HostileHost> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const host = new HostileHost(server, `http://${address}:${(server.address() as AddressInfo).port}`);
    server.on('connection', () => (host.connections += 1));
    server.on('request', (request, response) => {
      host.asked.push(request.url ?? '');
      response.on('error', () => undefined);
      request.resume();
      if (request.url?.startsWith('/api/')) response.writeHead(404).end('no API');
      else behaviour(request, response);
    });
    return host;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const COMMIT = 'a'.repeat(40);
const ADVERTISEMENT = { 'content-type': 'application/x-git-upload-pack-advertisement' };

/** A line of git's protocol: its length first. */
export const line = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;

/** Says one thing again and again, as fast as it is heard. */
export const endlessly = (response: ServerResponse, chunk: Buffer): void => {
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

/** Refs without end. */
export const endlessRefs: Behaviour = (_request, response) => {
  response.writeHead(200, ADVERTISEMENT);
  response.write(`${line('# service=git-upload-pack\n')}0000`);
  endlessly(response, Buffer.from(line(`${COMMIT} refs/heads/${'x'.repeat(200)}\n`).repeat(300)));
};

const PACK_HEADER = Buffer.from('PACK\0\0\0\u0002\0\0\0\u0001', 'latin1');
/** A file of many gigabytes: its kind and size, and the first bytes of its compressed content. */
const BLOB_HEADER = Buffer.from([0xbf, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x78, 0x01]);
const STORED_BLOCK = Buffer.concat([Buffer.from([0x00, 0xff, 0xff, 0x00, 0x00]), Buffer.alloc(0xffff)]);

/** One small ref, and behind it a pack without end. */
export const endlessPack: Behaviour = (request, response) => {
  if (request.method === 'GET') {
    const refs = [
      line('# service=git-upload-pack\n'),
      '0000',
      line(`${COMMIT} refs/heads/main\0agent=git/2\n`),
      '0000',
    ];
    response.writeHead(200, ADVERTISEMENT).end(refs.join(''));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
  response.write(line('NAK\n'));
  response.write(Buffer.concat([PACK_HEADER, BLOB_HEADER]));
  endlessly(response, STORED_BLOCK);
};

/** Git's old protocol of plain files, whose objects are said to be elsewhere. */
export const alternatesAt =
  (elsewhere: string): Behaviour =>
  (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path.endsWith('/info/refs')) response.writeHead(200).end(`${COMMIT}\trefs/heads/main\n`);
    else if (path.endsWith('/HEAD')) response.writeHead(200).end('ref: refs/heads/main\n');
    else if (path.endsWith('-alternates')) response.writeHead(200).end(`${elsewhere}/objects\n`);
    else response.writeHead(404).end();
  };
