import { createConnection } from 'node:net';

const MOST_HEADER_BYTES = 8_192;
const MOST_BODY_BYTES = 64_000;

export interface NaiveAnswer {
  readonly status: number;
  /** What was written to the file, or kept of the body. */
  readonly body: Buffer;
}

export interface NaiveRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Writes all that comes into a file, whatever the status: the body is not cut then. */
  readonly toFile?: boolean;
}

/**
 * HTTP/1.1 as the MicroPython library reads it (docs/protocol/device.md, oddity A1): one connection per request, no port
 * in `Host`, no chunks, no redirects, no compression, a body up to its `Content-Length` or to the end of the connection.
 * Throws where that library would take rubbish for a document.
 */
export const naiveHttp = async (
  origin: string,
  path: string,
  request: NaiveRequest = {},
): Promise<NaiveAnswer> => {
  const { hostname, port } = new URL(origin);
  const content = Buffer.from(request.body ?? '');
  const lines = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  if (content.length > 0) lines.push(`Content-Length: ${content.length}\r\n`);
  const head = `${request.method ?? 'GET'} ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n`;
  const bytes = await converse(hostname, Number(port), Buffer.from(`${head}${lines.join('')}\r\n`), content);
  return readAnswer(bytes, request.toFile ?? false);
};

/** Everything up to the end of the connection, which the other side has to close. */
const converse = (host: string, port: number, ...parts: Buffer[]): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = createConnection({ host, port, noDelay: true });
    for (const part of parts) socket.write(part);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
  });

const readAnswer = (bytes: Buffer, toFile: boolean): NaiveAnswer => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0 || end > MOST_HEADER_BYTES) throw new Error('no end of the header within 8 KiB');
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const status = Number(statusLine.split(' ')[1]);
  for (const unknown of ['transfer-encoding', 'content-encoding', 'location']) {
    if (headers.has(unknown)) throw new Error(`${unknown} means nothing to the library`);
  }
  const body = bytes.subarray(end + 4);
  const length = headers.get('content-length');
  if (status !== 204 && (length === undefined || Number(length) !== body.length)) {
    throw new Error(`Content-Length is ${length}, the body has ${body.length} bytes`);
  }
  return { status, body: Buffer.from(toFile ? body : body.subarray(0, MOST_BODY_BYTES)) };
};
