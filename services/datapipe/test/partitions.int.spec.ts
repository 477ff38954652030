import { randomUUID } from 'node:crypto';
import { listTelemetryPartitions, PARTITIONS, PLATFORM, tickFrame, type Actor } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { TestSystem } from './support/test-system';

const ADMIN: Actor = { kind: 'User', uuid: randomUUID(), login: 'boss', role: 'Admin' };

describe('partitions, for an operator', () => {
  let system: TestSystem;

  beforeAll(async () => {
    // Within this test a checkpoint is written at a hand-over alone.
    system = await TestSystem.start({ DATAPIPE_CHECKPOINT_MS: '3600000' });
  });
  afterAll(() => system.stop());

  const look = async () => (await system.ask(listTelemetryPartitions, {}, ADMIN)).partitions;

  it('have an owner, and are behind by what comes after their checkpoint', async () => {
    const first = await system.instance();
    const ownedBy = (owner: string, lag: Readonly<Record<number, number>> = {}) =>
      Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, owner, lag: lag[partition] ?? 0 }));
    await eventually(async () => expect(await look()).toEqual(ownedBy(first.fleet.instance)));

    for (let frame = 0; frame < 3; frame += 1) await system.telemetry.tick(Date.now());
    await system.telemetry.publishBytes(5, tickFrame('test', Date.now()));
    const lag = Object.fromEntries(ownedBy('').map(({ partition }) => [partition, partition === 5 ? 4 : 3]));
    expect(await look()).toEqual(ownedBy(first.fleet.instance, lag));

    const second = await system.instance();
    await first.stop();
    await eventually(async () => expect(await look()).toEqual(ownedBy(second.fleet.instance)));
  });

  it.each([
    ['users', { ...ADMIN, role: 'User' } as Actor],
    ['the platform', PLATFORM],
  ])('are not for %s', async (_who, actor) => {
    await expect(system.ask(listTelemetryPartitions, {}, actor)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
  });
});
