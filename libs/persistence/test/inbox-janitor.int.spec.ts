import { randomUUID } from 'node:crypto';
import { createLogger, JobRegistry } from '@unitfleet/observability';
import { createTestDatabase, type TestDatabase } from '@unitfleet/testing';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../src';
import { InboxJanitor } from '../src/inbox-janitor';
import { sampleSchema } from './sample-schema';

const log = createLogger('sample', 'silent');

describe('the janitor of an inbox', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase('janitor');
    source = await openDataSource(sampleSchema, { url: database.url, poolSize: 2 }, log);
  });

  afterAll(async () => {
    if (source.isInitialized) await source.destroy();
    await database.drop();
  });

  it('forgets what the streams have forgotten, and notes how that went', async () => {
    const [old, recent] = [randomUUID(), randomUUID()];
    await source.query(
      `insert into inbox (consumer, message_id, handled_at)
         values ('c', $1, now() - interval '32 days'), ('c', $2, now() - interval '30 days')`,
      [old, recent],
    );
    const jobs = new JobRegistry();
    const janitor = new InboxJanitor(source, log, jobs);
    await janitor.clean();
    expect(await source.query('select message_id from inbox')).toEqual([{ message_id: recent }]);
    expect(jobs.views()).toMatchObject([
      { name: 'end of old inbox rows', everySeconds: 3_600, runs: 1, failures: 0, lastError: null },
    ]);

    await source.destroy();
    await janitor.clean();
    expect(jobs.views()).toMatchObject([{ runs: 2, failures: 1, lastError: expect.any(String) }]);
  });
});
