import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ALLOW = JSON.stringify({ result: 'allow' });
const DENY = JSON.stringify({ result: 'deny' });

const isGood = (token: string, key: KeyObject): boolean => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { type?: string };
  return claims.type === 'Unit';
};

/** The least that a hook can do: HTTP by `node:http`, JSON, and the signature of the same token. */
const main = (): void => {
  const key = createSecretKey(process.argv[2]!, 'utf8');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { username } = JSON.parse(Buffer.concat(chunks).toString()) as { username: string };
      const answer = isGood(username, key) ? ALLOW : DENY;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      response.end(answer);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
};

main();
