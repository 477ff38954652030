import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import {
  getDistDirectory,
  isSandboxFrame,
  renderAltair,
  renderInitSnippet,
  SANDBOX_FRAME_CSP,
} from 'altair-static';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};
const OPTIONS_SCRIPT = 'options.js';
const DAY_S = 86_400;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Serves the assets of the IDE below the path, all from this process; answers its page. */
export const serveIde = (server: FastifyInstance, path: string): string => {
  const folder = getDistDirectory();
  const options = { endpointURL: path, baseURL: `${path}/`, disableAccount: true };
  const files = new Set(filesBelow(folder).filter((name) => name !== 'index.html'));

  server.get(`${path}/${OPTIONS_SCRIPT}`, (_request, reply) =>
    reply.type(TYPES['.js']!).send(renderInitSnippet(options)),
  );
  server.get(`${path}/*`, async (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    if (!files.has(name)) return reply.code(404).type('text/plain; charset=utf-8').send('Not Found');
    if (isSandboxFrame(name)) reply.header('content-security-policy', SANDBOX_FRAME_CSP);
    return reply
      .type(TYPES[extname(name)] ?? 'application/octet-stream')
      .header('cache-control', `public, max-age=${DAY_S}`)
      .send(await readFile(join(folder, name)));
  });
  return renderAltair({ ...options, serveInitialOptionsInSeperateRequest: OPTIONS_SCRIPT });
};
