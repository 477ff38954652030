import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { exportPipeData } from '@unitfleet/contracts';
import { ClickHouse } from '../src/data/clickhouse/clickhouse';
import { TIMED_RECORDS } from '../src/data/clickhouse/row-layouts';
import { timeWindow } from './support/documents';
import { Files } from './support/files';
import { OWNER, TestSystem } from './support/test-system';

/** The long form is a million. */
const ROWS = Number(process.env.CSV_ROWS ?? 200_000);
const ROWS_PER_PART = 1_000;
const ROWS_PER_LOOK = 100_000;
const TIMEOUT_MS = 600_000;
/** Two batches, and what is on the way between the processes. */
const MOST_ROWS_HELD = 150_000;
/** Of a file of 28 MB whose rows would take some hundred as objects. */
const MOST_BYTES_HELD = 48 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const bytesInUse = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const csvTime = (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

const rowsIn = (bytes: Buffer): number => {
  let rows = 0;
  for (let at = 0; at < bytes.length; rows += 1) at = TIMED_RECORDS.rowEnd(bytes, at);
  return rows;
};

describe('a million rows', () => {
  let system: TestSystem;
  let store: ClickHouse;
  let node: string;
  const start = Date.now() - 20 * 3_600_000;
  let before = 0;
  let most = 0;
  const look = (): void => {
    most = Math.max(most, bytesInUse() - before);
  };

  beforeAll(async () => {
    system = await TestSystem.start();
    store = (await system.instance()).app.get(ClickHouse);
    node = await system.node();
    await system.pipeline(node, timeWindow(86_400));
    before = bytesInUse();
  });
  beforeEach(() => {
    most = 0;
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => system.stop());

  it(
    'go in while few of them are held',
    async () => {
      let [given, stored, held] = [0, 0, 0];
      let underWay = 0;
      const insert = store.insert.bind(store);
      jest.spyOn(store, 'insert').mockImplementation(async (table, columns, bytes) => {
        expect((underWay += 1)).toBe(1);
        await insert(table, columns, bytes);
        underWay -= 1;
        stored += rowsIn(bytes);
      });
      async function* file() {
        yield Buffer.from('state,create_datetime\n');
        for (; given < ROWS; given += ROWS_PER_PART) {
          const lines = Array.from(
            { length: ROWS_PER_PART },
            (_, index) => `${given + index},${csvTime(start + given + index)}\n`,
          );
          yield Buffer.from(lines.join(''));
          held = Math.max(held, given - stored);
          if (given % ROWS_PER_LOOK === 0) look();
        }
      }
      expect(await new Files(system).import(node, file())).toBe(ROWS);
      expect(stored).toBe(ROWS);
      expect(held).toBeLessThan(MOST_ROWS_HELD);
      expect(most).toBeLessThan(MOST_BYTES_HELD);
    },
    TIMEOUT_MS,
  );

  it(
    'come out while few of them are held',
    async () => {
      const stream = store.stream.bind(store);
      let read = 0;
      jest.spyOn(store, 'stream').mockImplementation(async function* (query, params) {
        for await (const rows of stream(query, params)) {
          const before = read;
          read += rows.length;
          if (Math.floor(read / ROWS_PER_LOOK) > Math.floor(before / ROWS_PER_LOOK)) look();
          yield rows as never[];
        }
      });
      const { head, content } = await system.streams.open(exportPipeData, { nodeUuid: node }, OWNER);
      let bytes = 0;
      for await (const part of content) bytes += part.length;
      expect(bytes).toBe(head.size);
      expect(read).toBe(ROWS);
      expect(most).toBeLessThan(MOST_BYTES_HELD);
    },
    TIMEOUT_MS,
  );
});
