import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GIT_ENV, gitSettings } from './git-command';

const HEAD_END = Buffer.from('\r\n\r\n');

/** Answers a request of Git's smart HTTP protocol with `git http-backend`, which speaks CGI. */
export function serveGit(
  root: string,
  user: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { headers } = request;
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...GIT_ENV,
      // The repositories may belong to another user than the one who serves them.
      ...gitSettings({ 'safe.directory': '*', 'http.receivepack': 'true' }),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      ...(headers['content-length'] ? { CONTENT_LENGTH: headers['content-length'] } : {}),
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      REMOTE_USER: user,
      REMOTE_ADDR: request.socket.remoteAddress ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  backend.on('error', () => response.writeHead(500).end('git is not installed'));
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);
  response.on('close', () => backend.kill());

  let head: Buffer | undefined = Buffer.alloc(0);
  backend.stdout.on('data', (chunk: Buffer) => {
    if (!head) {
      if (!response.write(chunk)) backend.stdout.pause();
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(HEAD_END);
    if (end < 0) return;
    const { status, fields } = parseHead(head.subarray(0, end).toString('latin1'));
    response.writeHead(status, fields);
    response.write(head.subarray(end + HEAD_END.length));
    head = undefined;
  });
  response.on('drain', () => backend.stdout.resume());
  backend.stdout.on('end', () => {
    if (head) response.writeHead(500);
    response.end();
  });
}

function parseHead(text: string): { status: number; fields: Record<string, string> } {
  const fields: Record<string, string> = {};
  let status = 200;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else fields[name] = value;
  }
  return { status, fields };
}
