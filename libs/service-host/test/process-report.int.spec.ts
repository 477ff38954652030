import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from '@nats-io/nats-core';
import { databaseSettings, loadSettings, processSettings, tokenSettings } from '@unitfleet/config';
import {
  ANONYMOUS,
  PLATFORM,
  PROCESSES_SUBJECT,
  processViewSchema,
  type Actor,
  type ProcessView,
  type ServiceName,
} from '@unitfleet/contracts';
import { connectToNats, RpcClient } from '@unitfleet/messaging';
import { createLogger, JobRegistry, Readiness } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import { z } from 'zod';
import { bootService } from '../src';

const UUID = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const ADMIN: Actor = { kind: 'User', uuid: UUID, login: 'boss', role: 'Admin' };
const SECRET = 'the-secret-key-of-this-test';

@Controller()
class Idle {}

@Module({ controllers: [Idle] })
class IdleModule {}

const settings = z.object({
  ...processSettings.shape,
  ...tokenSettings.shape,
  ...databaseSettings.shape,
});

describe('what processes say of themselves', () => {
  let nats: OwnEngine;
  let connection: NatsConnection;
  const apps: NestFastifyApplication[] = [];

  const boot = async (name: ServiceName): Promise<NestFastifyApplication> => {
    const values = loadSettings(settings, {
      NATS_URL: nats.url,
      PU_SECRET_KEY: SECRET,
      DATABASE_URL: 'postgres://units:pass@word@db.test:5432/fleet',
    });
    const app = await bootService(
      { name, settings, module: () => IdleModule },
      values,
      createLogger(name, 'CRITICAL'),
    );
    apps.push(app);
    return app;
  };

  /** Waits for so many answers; without a number until nobody can answer any more. */
  const ask = (actor: Actor, enough = Infinity): Promise<ProcessView[]> => {
    let count = 0;
    return new RpcClient(connection, 'gateway-graphql').gather(PROCESSES_SUBJECT, processViewSchema, actor, {
      patienceMs: enough === Infinity ? 500 : 60_000,
      graceMs: 0,
      isAll: () => ++count === enough,
    });
  };

  /** What the one process of a service says that it lacks, once it does; checks that take long are told of otherwise. */
  const lacks = (name: ServiceName, failures: ProcessView['failures']) =>
    eventually(async () => {
      const found = (await ask(ADMIN, apps.length)).find(({ service }) => service === name);
      expect(found?.failures).toEqual(failures);
    });

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
    connection = await connectToNats(nats.url, 'test');
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await connection.close();
    await nats.remove();
  });

  it('tells an Admin of each, and nobody else of any', async () => {
    await boot('units');
    await boot('units');
    const registry = await boot('registry');
    await registry
      .get(JobRegistry)
      .every('sweep', 1_000)
      .run(() => Promise.reject(new Error('nats://a:hidden@h')))
      .catch(() => undefined);

    const all = await ask(ADMIN, 3);
    expect(all.map(({ service }) => service).sort()).toEqual(['registry', 'units', 'units']);
    expect(new Set(all.map(({ service, instance }) => `${service} ${instance}`)).size).toBe(3);
    const one = all.find(({ service }) => service === 'registry')!;
    expect(one).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    await lacks('registry', []);
    expect(one.residentBytes).toBeGreaterThan(1_000_000);
    expect(one.jobs).toMatchObject([{ name: 'sweep', everySeconds: 1, runs: 1, failures: 1 }]);
    expect(Object.fromEntries(one.settings.map(({ name, value }) => [name, value]))).toMatchObject({
      PU_SECRET_KEY: '***',
      DATABASE_URL: 'postgres://units:***@db.test:5432/fleet',
      NATS_STREAM_REPLICAS: '1',
    });
    for (const secret of [SECRET, 'pass@word', 'word@', 'hidden'])
      expect(JSON.stringify(all)).not.toContain(secret);

    for (const actor of [{ ...ADMIN, role: 'User' as const }, ANONYMOUS, PLATFORM])
      expect(await ask(actor)).toEqual([]);
  });

  it('tells what a process lacks', async () => {
    const app = await boot('builder');
    app.get(Readiness).add({ name: 'git', check: () => Promise.reject(new Error('there is no git')) });
    await lacks('builder', [{ check: 'git', reason: 'there is no git' }]);
  });

  it('is not held up by a check that does not end', async () => {
    const app = await boot('notifier');
    app.get(Readiness).add({ name: 'sleeper', check: () => new Promise(() => undefined) });
    await lacks('notifier', [{ check: 'checks', reason: 'they take long' }]);
  });

  it('is told by those that are on their way: they are not ready', async () => {
    let finish: () => void = () => undefined;
    @Module({
      providers: [
        { provide: 'slow', useFactory: () => new Promise<string>((resolve) => (finish = () => resolve(''))) },
      ],
    })
    class SlowModule {}
    const values = loadSettings(settings, { NATS_URL: nats.url, PU_SECRET_KEY: SECRET, DATABASE_URL: 'x' });
    const booting = bootService(
      { name: 'dashboards', settings, module: () => SlowModule },
      values,
      createLogger('dashboards', 'CRITICAL'),
    );
    const isThere = ({ service }: ProcessView) => service === 'dashboards';
    let found: ProcessView | undefined;
    while (!found) found = (await ask(ADMIN)).find(isThere);
    expect(found.failures).toEqual([{ check: 'start', reason: 'it is still starting' }]);
    finish();
    apps.push(await booting);
    await lacks('dashboards', []);
  });
});
