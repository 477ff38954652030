import { randomUUID } from 'node:crypto';
import { userBlocked } from '@unitfleet/contracts';
import { wrapEvent } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { createTestDatabase, eventually, type TestDatabase } from '@unitfleet/testing';
import type { DataSource } from 'typeorm';
import { isUniqueViolation, openDataSource, Transactions, type Transaction } from '../src';
import { sampleSchema } from './sample-schema';

const log = createLogger('sample', 'silent');

const gate = () => {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
};

describe('the door to a schema', () => {
  let database: TestDatabase;
  let sources: DataSource[];
  let source: DataSource;
  let transactions: Transactions;

  beforeAll(async () => {
    database = await createTestDatabase('persistence');
    // As processes that start at the same moment would.
    sources = await Promise.all(
      [1, 2, 3].map(() => openDataSource(sampleSchema, { url: database.url, poolSize: 4 }, log)),
    );
    source = sources[0]!;
    transactions = new Transactions(source);
  });

  afterAll(async () => {
    await Promise.all(sources.map((each) => each.destroy()));
    await database.drop();
  });

  const outboxOf = async (uuid: string) => {
    const rows: { id: string; headers: object }[] = await source.query('select * from outbox');
    const mine = [];
    for (const row of rows as ({ payload: Buffer } & (typeof rows)[number])[])
      if (row.payload.includes(uuid)) mine.push(row);
    return mine;
  };

  const add = async ({ manager, emit }: Transaction, uuid: string) => {
    await manager.query('insert into counters values ($1, 1, 0)', [uuid]);
    emit(userBlocked, { uuid, version: 1 }, { uuid });
  };

  const valueOf = async (uuid: string): Promise<number | undefined> =>
    (await source.query('select value from counters where uuid = $1', [uuid]))[0]?.value;

  const increment = ({ manager }: Transaction, uuid: string) =>
    manager.query('update counters set value = value + 1, version = version + 1 where uuid = $1', [uuid]);

  it('runs each migration once, however many processes start at once', async () => {
    const applied: { name: string }[] = await source.query('select name from migrations order by id');
    expect(applied.map(({ name }) => name)).toEqual([
      'MessagingTables1700000000000',
      'Counters1700000000001',
    ]);
  });

  it('commits a change and its event together', async () => {
    const uuid = randomUUID();
    await transactions.run((transaction) => add(transaction, uuid));
    expect(await valueOf(uuid)).toBe(0);
    expect(await outboxOf(uuid)).toHaveLength(1);
  });

  it('rolls both back together', async () => {
    const uuid = randomUUID();
    const failing = transactions.run(async (transaction) => {
      await add(transaction, uuid);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await valueOf(uuid)).toBeUndefined();
    expect(await outboxOf(uuid)).toHaveLength(0);
  });

  it('refuses an event that does not fit, and one that no server would take', async () => {
    const uuid = randomUUID();
    await expect(
      transactions.run(async ({ emit }) => emit(userBlocked, { uuid, version: 1 }, { uuid: 'none' })),
    ).rejects.toThrow();
    const message = { id: uuid, subject: 'telemetry.1', payload: Buffer.alloc(2_000_000) };
    await expect(transactions.run(async ({ send }) => send(message))).rejects.toThrow('too many');
  });

  it('names the index that refused a row', async () => {
    const uuid = randomUUID();
    await transactions.run((transaction) => add(transaction, uuid));
    const again = await transactions
      .run((transaction) => add(transaction, uuid))
      .catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    expect(isUniqueViolation(again, 'counters_pkey')).toBe(true);
    expect(isUniqueViolation(again, 'another')).toBe(false);
  });

  it('does what a message asks for once, however often and wherever it arrives at the same time', async () => {
    const uuid = randomUUID();
    await transactions.run((transaction) => add(transaction, uuid));
    const message = wrapEvent(userBlocked, { uuid, version: 1 }, { uuid });
    await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        new Transactions(sources[index % 3]!).once('counting', message, async (transaction) => {
          await increment(transaction, uuid);
        }),
      ),
    );
    expect(await valueOf(uuid)).toBe(1);
    await transactions.once('another consumer', message, async (transaction) => {
      await increment(transaction, uuid);
    });
    expect(await valueOf(uuid)).toBe(2);
  });

  it('forgets a message whose reaction failed, so that its redelivery counts', async () => {
    const uuid = randomUUID();
    await transactions.run((transaction) => add(transaction, uuid));
    const message = wrapEvent(userBlocked, { uuid, version: 1 }, { uuid });
    const begun = gate();
    const fail = gate();
    const first = transactions.once('failing', message, async (transaction) => {
      await increment(transaction, uuid);
      begun.open();
      await fail.passed;
      throw new Error('no');
    });
    await begun.passed;
    const second = new Transactions(sources[1]!).once('failing', message, async (transaction) => {
      await increment(transaction, uuid);
    });
    await eventually(async () => {
      const [{ count }] = await source.query(
        "select count(*)::int from pg_stat_activity where wait_event_type = 'Lock' and datname = $1",
        [database.name],
      );
      return count > 0;
    });
    fail.open();
    await expect(first).rejects.toThrow('no');
    await second;
    expect(await valueOf(uuid)).toBe(1);
  });

  it('tries again after a deadlock', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    for (const uuid of [a, b]) await transactions.run((transaction) => add(transaction, uuid));
    const gates = [gate(), gate()];
    let tries = 0;
    const cross = (own: number, order: [string, string]) =>
      transactions.run(async (transaction) => {
        tries += 1;
        await increment(transaction, order[0]);
        gates[own]!.open();
        await gates[1 - own]!.passed;
        await increment(transaction, order[1]);
      });
    await Promise.all([cross(0, [a, b]), cross(1, [b, a])]);
    expect([await valueOf(a), await valueOf(b)]).toEqual([2, 2]);
    expect(tries).toBe(3);
  });
});
