import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync, gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '@unitfleet/config';
import { startNats } from '@unitfleet/local';
import { bootService } from '@unitfleet/service-host';
import { web } from '../src/service';

const PAGE = '<!doctype html><title>Unitfleet</title>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2_000))});`;

describe('the web interface', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unitfleet-web-'));
  const publicDir = join(folder, 'public');
  let nats: Awaited<ReturnType<typeof startNats>>;
  let app: NestFastifyApplication;
  let origin: string;

  const start = async (environment: Record<string, string> = {}) => {
    const settings = loadSettings(web.settings, {
      NATS_URL: nats.url,
      PU_DOMAIN: 'localhost:8080',
      PU_SECURE: 'false',
      PU_MIN_LOG_LEVEL: 'CRITICAL',
      WEB_PUBLIC_DIR: publicDir,
      ...environment,
    });
    const started = await bootService(web, settings);
    return { started, at: (await started.getUrl()).replace('[::1]', 'localhost') };
  };

  beforeAll(async () => {
    mkdirSync(join(publicDir, 'assets'), { recursive: true });
    mkdirSync(join(publicDir, '.vite'));
    const write = (name: string, content: string | Buffer) => writeFileSync(join(publicDir, name), content);
    write('index.html', PAGE);
    write('favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    write('assets/index-abc.js', SCRIPT);
    write('assets/index-abc.js.br', brotliCompressSync(SCRIPT));
    write('assets/index-abc.js.gz', gzipSync(SCRIPT));
    write('assets/plain-abc.css', 'a{}');
    write('.vite/manifest.json', '{}');
    writeFileSync(join(folder, 'secret.json'), '{}');
    nats = await startNats({ dataDir: join(folder, 'nats'), profile: 'ephemeral' });
    const { started, at } = await start();
    [app, origin] = [started, at];
  });
  afterAll(async () => {
    await app?.close();
    await nats?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, init?: RequestInit) => fetch(`${origin}${path}`, init);
  /** As it stands: `fetch` would make the path a decent one, and asks caches to look again. */
  const raw = async (path: string, headers: Record<string, string> = {}) => {
    const { hostname, port } = new URL(origin);
    const asking = request({ hostname, port, path, headers }).end();
    const response = await new Promise<IncomingMessage>((resolve) => asking.once('response', resolve));
    return { status: response.statusCode!, body: await text(response) };
  };

  it.each(['/', '/unit/2d98b4ba-c935-4379-8e1a-520e76018c17', '/login?next=%2Funits', '/index.html'])(
    'answers its page for %s, never without asking whether it is the newest',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      const again = await raw(path, { 'if-none-match': answer.headers.get('etag')! });
      expect(again.status).toBe(304);
    },
  );

  it('lets browsers keep what is named by its content', async () => {
    const answer = await get('/assets/plain-abc.css');
    expect(await answer.text()).toBe('a{}');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await get('/favicon.svg');
    expect(icon.headers.get('content-type')).toBe('image/svg+xml');
    expect(icon.headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['br', 'gzip'])('sends files compressed as they lie there: %s', async (encoding) => {
    const answer = await get('/assets/index-abc.js', { headers: { 'accept-encoding': encoding } });
    expect(await answer.text()).toBe(SCRIPT);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(answer.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(answer.headers.get('cache-control')).toMatch(/immutable/);
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(gunzipSync(gzipSync(SCRIPT)).length);
  });

  it('sends them as they are to who takes nothing else', async () => {
    const answer = await get('/assets/index-abc.js', { headers: { 'accept-encoding': 'identity' } });
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([null, SCRIPT]);
  });

  it.each([
    '/assets/gone-abc.js',
    '/assets/gone',
    '/robots.txt',
    '/.vite/manifest.json',
    '/assets/../../secret.json',
  ])('has no %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).not.toBe(PAGE);
  });

  it.each([
    '/../secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
  ])('leaves its folder for nobody: %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toBe('{}');
  });

  it('takes nothing', async () => {
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(404);
  });

  it.each(['/', '/assets/plain-abc.css', '/assets/gone.js', '/healthz/live'])('guards %s', async (path) => {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("connect-src 'self' ws://localhost:8080; ");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(Object.fromEntries(headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('keeps browsers to TLS where there is any', async () => {
    const { started, at } = await start({ PU_SECURE: 'true', PU_DOMAIN: 'fleet.example' });
    const { headers } = await fetch(at);
    await started.close();
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://fleet.example;");
  });

  it('shows health and metrics of the process to nobody who comes through the edge', async () => {
    for (const path of ['/healthz/live', '/healthz/ready', '/metrics', '/%6detrics']) {
      expect((await get(path)).status).toBe(200);
      const answer = await get(path, { headers: { 'x-forwarded-for': '203.0.113.9' } });
      expect([answer.status, await answer.text()]).toEqual([404, 'Not Found']);
    }
    const page = await get('/', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(page.status).toBe(200);
  });
});
