import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@unitfleet/config';
import { resolveSession, resolveUnitToken } from '@unitfleet/contracts';
import { startNats } from '@unitfleet/local';
import { connectToNats, EventPublisher } from '@unitfleet/messaging';
import { signUnitToken, signUserToken, tokenKey } from '@unitfleet/security';
import { bootService, type ServiceDefinition } from '@unitfleet/service-host';
import type { z } from 'zod';
import { FakeFleet } from './fake-fleet';

const SECRET = 'the-secret-key-of-this-test';
const HOUR_MS = 3_600_000;

/** Who and what there is on the stage, and the tokens by which they ask. */
export const USER = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
export const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
export const NODE = 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12';
export const SID = 'ab12';

export const key = tokenKey(SECRET);
export const userToken = signUserToken({ uuid: USER, sid: SID }, key, new Date(Date.now() + HOUR_MS));
export const unitToken = signUnitToken(UNIT, key);

/**
 * Boots a gateway in this process on a nats-server of its own, with the services behind it played by the test.
 * `settled` is to be awaited before each request: the server takes the subscriptions of `fleet.on` and the gateway's
 * questions on different connections, in any order.
 */
export const stageGateway = async <Settings extends z.ZodObject>(
  gateway: ServiceDefinition<Settings>,
  environment: Readonly<Record<string, string>> = {},
) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-gateway-'));
  const nats = await startNats({ dataDir, profile: 'ephemeral' });
  const settings = loadSettings(gateway.settings, {
    NATS_URL: nats.url,
    PU_DOMAIN: 'localhost:8080',
    PU_SECURE: 'false',
    PU_SECRET_KEY: SECRET,
    PU_MIN_LOG_LEVEL: 'CRITICAL',
    ...environment,
  });
  const connection = await connectToNats(nats.url, 'fleet');
  const fleet = new FakeFleet(connection);
  fleet.on(resolveSession, () => ({ uuid: USER, login: 'maker', role: 'User' }));
  fleet.on(resolveUnitToken, () => ({ uuid: UNIT, creatorUuid: USER }));
  // Beyond what an instance may set: only events end tokens during a test.
  const app = await bootService(gateway, { ...settings, TOKEN_MEMORY_MS: HOUR_MS });
  return {
    app,
    fleet,
    connection,
    origin: (await app.getUrl()).replace('[::1]', 'localhost'),
    events: new EventPublisher(connection, 'registry'),
    settled: () => connection.flush(),
    close: async () => {
      await app.close();
      await fleet.stop();
      await connection.drain();
      await nats.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
