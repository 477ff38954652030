import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineStartError } from '../engines/engine-error';

const TIMEOUT_MS = 3_000;
/** Whoever starts at the same time as we do gets this long. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

/** Ports of URLs that name none. */
const DEFAULT_PORTS: Record<string, number> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'http:': 80,
  'https:': 443,
  'nats:': 4222,
  'tls:': 4222,
  'redis:': 6379,
  'rediss:': 6379,
  'mqtt:': 1883,
  'mqtts:': 8883,
};

const parse = (variable: string, text: string): URL => {
  if (text.includes('://') && URL.canParse(text)) return new URL(text);
  throw new EngineStartError(`${variable} must be a URL with a scheme, like scheme://host:port.`);
};

const reach = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (failure: string | null) => {
      socket.destroy();
      resolve(failure);
    };
    socket.setTimeout(TIMEOUT_MS, () => end('no answer'));
    socket.once('connect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });

/**
 * Waits a little for a server that somebody else runs. A list of URLs, as NATS takes it, is judged by its first one;
 * a URL without a host (a socket file) is not judged.
 * @throws EngineStartError that names the setting and the address, never a password
 */
export const checkExternal = async (variable: string, urls: string): Promise<void> => {
  const url = parse(variable, urls.split(',')[0]!);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || DEFAULT_PORTS[url.protocol];
  if (!host || !port) return;
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const failure = await reach(host, port);
    if (!failure) return;
    if (performance.now() > deadline)
      throw new EngineStartError(`${variable} names ${host}:${port}, and nobody answers there (${failure}).`);
    await delay(PAUSE_MS);
  }
};
