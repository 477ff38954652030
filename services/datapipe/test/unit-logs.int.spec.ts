import { randomUUID } from 'node:crypto';
import { deviceLog, listUnitLogs, unitLogsReplaced, type Actor, type LogLevel } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { STRANGER } from './support/fake-units';
import { OWNER, TestSystem } from './support/test-system';

const foreign: Actor = { ...OWNER, login: STRANGER } as Actor;

describe('logs of Units', () => {
  let system: TestSystem;

  const send = (unitUuid: string, payload: unknown, receivedAt = new Date()) =>
    system.events.publishDevice(deviceLog, unitUuid, {
      unitUuid,
      payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
      receivedAt,
    });
  const list = (uuid: string, more: { level?: LogLevel[]; offset?: number; limit?: number } = {}) =>
    system.ask(listUnitLogs, { uuid, orderByCreateDate: 'asc', ...more });
  const texts = async (uuid: string) => (await list(uuid)).unitLogs.map((log) => log.text);

  beforeAll(async () => {
    system = await TestSystem.start();
    await system.instance();
  });
  afterAll(() => system.stop());

  it('are stored without the items that are none, and listed by level and page', async () => {
    const unit = randomUUID();
    const created = new Date(Date.now() - 5_000);
    await send(unit, 'not JSON');
    await send(unit, [
      { level: 'INFO', text: 'one', create_datetime: created.toISOString(), free_mem: 1 },
      { level: 'loud', text: 'no level' },
      { level: 'error', text: 'two', create_datetime: created.getTime() + 1_000 },
      7,
    ]);
    await eventually(async () => expect(await texts(unit)).toEqual(['one', 'two']));
    const { count, unitLogs } = await list(unit, { level: ['Error', 'Info'], offset: 1, limit: 1 });
    expect({ count, unitLogs }).toMatchObject({
      count: 2,
      unitLogs: [{ level: 'Error', unitUuid: unit, createDatetime: new Date(created.getTime() + 1_000) }],
    });
    expect(await list(unit, { level: [] })).toEqual({ count: 0, unitLogs: [] });
    await expect(system.ask(listUnitLogs, { uuid: unit }, foreign)).rejects.toThrow(/^403: 1/);
  });

  it('are not shown once they have expired', async () => {
    const unit = randomUUID();
    await send(unit, { level: 'Info', text: 'x' });
    await eventually(async () => expect(await texts(unit)).toEqual(['x']));
    system.clock.offsetMs = 86_401_000;
    expect(await list(unit)).toEqual({ count: 0, unitLogs: [] });
    system.clock.offsetMs = 0;
  });

  it('are replaced by what the device sends again, however old that is', async () => {
    const unit = randomUUID();
    const old = new Date(Date.now() - 60_000).toISOString();
    const answered = new Date();
    await send(
      unit,
      { level: 'Info', text: 'before', create_datetime: old },
      new Date(answered.getTime() - 1),
    );
    await send(unit, { level: 'Info', text: 'again', create_datetime: old }, answered);
    await eventually(async () => expect((await texts(unit)).sort()).toEqual(['again', 'before']));
    await system.emit(unitLogsReplaced, { uuid: unit, before: answered });
    await eventually(async () => expect(await texts(unit)).toEqual(['again']));
  });

  it('are not doubled by what a device said when it was asked to send them again', async () => {
    const unit = randomUUID();
    const at = Date.now();
    const item = (text: string, ms: number) => ({
      level: 'Info',
      text,
      create_datetime: at + ms,
      free_mem: 7,
    });
    const received = (ms: number) => new Date(at + ms);
    await send(unit, item('older', -5_000), received(-5_000));
    // It says that it was asked, which is the first answer, and says so again within its whole log.
    await send(unit, item('asked', 0), received(10));
    await send(unit, [item('oldest', -9_000), item('older', -5_000), item('asked', 0)], received(20));
    await system.emit(unitLogsReplaced, { uuid: unit, before: received(10) });
    await eventually(async () => expect(await texts(unit)).toEqual(['oldest', 'older', 'asked']));
    expect((await list(unit)).count).toBe(3);
  });
});
