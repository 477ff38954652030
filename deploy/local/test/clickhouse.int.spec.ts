import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  type ClickHouseClient,
  ClickHouseError,
  ClickHouseLogLevel,
  createClient as create,
} from '@clickhouse/client';
import { type ClickHouseDatabase, createClickHouseDatabase } from '@unitfleet/testing';

/** Refusals are expected here: the client must not report them on the console. */
const createClient: typeof create = (config) => create({ ...config, log: { level: ClickHouseLogLevel.OFF } });

/** id UInt64, at DateTime64(3), text String */
function rowBinary(rows: ReadonlyArray<{ id: number; at: number; text: Buffer }>): Buffer {
  return Buffer.concat(
    rows.map(({ id, at, text }) => {
      const head = Buffer.alloc(17);
      head.writeBigUInt64LE(BigInt(id), 0);
      head.writeBigInt64LE(BigInt(at), 8);
      head.writeUInt8(text.length, 16);
      return Buffer.concat([head, text]);
    }),
  );
}

async function insertBytes(client: ClickHouseClient, table: string, bytes: Buffer): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} (id, at, text) FORMAT RowBinary`,
    values: Readable.from([bytes.subarray(0, 5), bytes.subarray(5)], { objectMode: false }),
  });
  for await (const _ of stream);
}

describe('ClickHouse over its HTTP interface', () => {
  let database: ClickHouseDatabase;
  let client: ClickHouseClient;

  beforeAll(async () => {
    database = await createClickHouseDatabase('face');
    client = createClient({ url: database.url });
    await client.command({
      query: `CREATE TABLE sample (id UInt64, at DateTime64(3, 'UTC'), text String, version UInt32 DEFAULT 0)
              ENGINE = ReplacingMergeTree(version) ORDER BY id`,
    });
  });
  beforeEach(() => client.command({ query: 'TRUNCATE TABLE sample' }));
  afterAll(async () => {
    await client?.close();
    await database?.drop();
  });

  async function rows<T>(query: string, query_params?: Record<string, unknown>): Promise<T[]> {
    return (await client.query({ query, query_params, format: 'JSONEachRow' })).json<T>();
  }

  it('takes RowBinary byte for byte: blank lines, NULs and invalid UTF-8 in it', async () => {
    const text = Buffer.from([10, 10, 0, 13, 10, 13, 10, 0xff, 0xfe, 59, 39]);
    const at = Date.UTC(2024, 4, 6, 7, 8, 9, 123);
    await insertBytes(
      client,
      'sample',
      rowBinary([
        { id: 1, at, text },
        { id: 10, at, text: Buffer.from('\n\n') },
      ]),
    );
    expect(await rows('SELECT id, hex(text) AS text, at FROM sample ORDER BY id')).toEqual([
      { id: 1, text: text.toString('hex').toUpperCase(), at: '2024-05-06 07:08:09.123' },
      { id: 10, text: '0A0A', at: '2024-05-06 07:08:09.123' },
    ]);
  });

  it('stores a batch of 10,000 rows, and reads it back in pieces', async () => {
    const many = Array.from({ length: 10_000 }, (_, id) => ({
      id,
      at: id,
      text: Buffer.from(`row\n\n${id}`),
    }));
    await insertBytes(client, 'sample', rowBinary(many));
    const answer = await client.query({
      query: 'SELECT id, text FROM sample ORDER BY id',
      format: 'JSONEachRow',
    });
    let next = 0;
    for await (const part of answer.stream<{ id: number; text: string }>()) {
      for (const row of part) expect(row.json()).toEqual({ id: next, text: `row\n\n${next++}` });
    }
    expect(next).toBe(10_000);
  });

  it('takes rows as JSON, compressed, and answers compressed', async () => {
    const zipping = createClient({ url: database.url, compression: { request: true, response: true } });
    const values = Array.from({ length: 500 }, (_, id) => ({
      id,
      at: '2024-05-06 07:08:09.123',
      text: 'x'.repeat(50),
    }));
    await zipping.insert({ table: 'sample', values, format: 'JSONEachRow', columns: ['id', 'at', 'text'] });
    const answer = await zipping.query({
      query: 'SELECT count() AS n, any(at) AS at FROM sample',
      format: 'JSON',
    });
    expect((await answer.json()).data).toEqual([{ n: 500, at: '2024-05-06 07:08:09.123' }]);
    const streamed = await zipping.query({ query: 'SELECT text FROM sample', format: 'JSONEachRow' });
    expect(await streamed.json()).toHaveLength(500);
    await zipping.close();
  });

  it('takes an empty batch and an insert from a query', async () => {
    await client.insert({
      table: 'sample',
      values: Readable.from([], { objectMode: true }),
      format: 'JSONEachRow',
    });
    await client.command({ query: "INSERT INTO sample (id, text) SELECT number, 'a' FROM numbers(3)" });
    await client.command({ query: "INSERT INTO sample (id, text) VALUES (7, 'b;\n\nc'), (8, 'd')" });
    expect(await rows('SELECT id FROM sample ORDER BY id')).toEqual([0, 1, 2, 7, 8].map((id) => ({ id })));
  });

  it('takes rows behind the statement in one body', async () => {
    const head = Buffer.from(`INSERT INTO ${database.name}.sample (id, at, text) FORMAT RowBinary\n`);
    const body = Buffer.concat([head, rowBinary([{ id: 5, at: 0, text: Buffer.from([0xff, 10, 10]) }])]);
    const origin = new URL(database.url).origin;
    const response = await fetch(origin, {
      method: 'POST',
      body: new Uint8Array(gzipSync(body)),
      headers: { 'content-encoding': 'gzip' },
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await rows('SELECT hex(text) AS text FROM sample')).toEqual([{ text: 'FF0A0A' }]);
  });

  it('binds parameters of every kind without reading them as SQL', async () => {
    const [row] = await rows<Record<string, unknown>>(
      'SELECT {text:String} AS text, {list:Array(String)} AS list, {n:UInt64} AS n, {at:DateTime64(3)} AS at, {none:Nullable(String)} AS none',
      { text: "'; DROP TABLE sample; --\n\t\\", list: ["a'b", 'c\\'], n: 7, at: new Date(1234), none: null },
    );
    expect(row).toMatchObject({
      text: "'; DROP TABLE sample; --\n\t\\",
      list: ["a'b", 'c\\'],
      n: 7,
      none: null,
    });
    expect(row?.at).toMatch(/1970-01-01 00:00:01\.234/);
  });

  it('keeps parameters, settings and database of one request from the next', async () => {
    await client.query({
      query: 'SELECT {p:String}',
      query_params: { p: 'x' },
      clickhouse_settings: { max_threads: 1, max_result_rows: '5' },
      format: 'JSON',
    });
    await expect(rows('SELECT {p:String}')).rejects.toMatchObject({ code: '456' });
    expect(await rows("SELECT getSetting('max_result_rows') AS n")).toEqual([{ n: 0 }]);
    const elsewhere = createClient({ url: new URL(database.url).origin });
    const answer = await elsewhere.query({
      query: 'SELECT currentDatabase() AS name',
      format: 'JSONEachRow',
    });
    expect(await answer.json()).toEqual([{ name: 'default' }]);
    await elsewhere.close();
  });

  it('replaces rows of the same key when read with FINAL', async () => {
    for (const version of [1, 3, 2]) {
      await client.insert({
        table: 'sample',
        values: [{ id: 1, text: `v${version}`, version }],
        format: 'JSONEachRow',
      });
    }
    expect(await rows('SELECT text FROM sample FINAL WHERE id = 1')).toEqual([{ text: 'v3' }]);
  });

  it.each([
    ['SELECT * FROM missing', '60', 'UNKNOWN_TABLE'],
    ['SELEC 1', '62', 'SYNTAX_ERROR'],
    ['SELECT missing FROM sample', '47', 'UNKNOWN_IDENTIFIER'],
    ['SELECT throwIf(number = 3) FROM numbers(10)', '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
  ])('answers %s with the code of ClickHouse', async (query, code, type) => {
    const failure = await rows(query).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ClickHouseError);
    expect(failure).toMatchObject({ code, type });
  });

  it('refuses a second statement, a broken batch and a table that is not there, and goes on', async () => {
    await expect(client.command({ query: 'SELECT 1; SELECT 2' })).rejects.toMatchObject({ code: '62' });
    await expect(insertBytes(client, 'sample', Buffer.from([1, 2, 3]))).rejects.toMatchObject({ code: '33' });
    await expect(insertBytes(client, 'missing', Buffer.from([1, 2, 3]))).rejects.toMatchObject({
      code: '60',
    });
    expect(await rows('SELECT count() AS n FROM sample')).toEqual([{ n: 0 }]);
  });

  it('refuses a stranger', async () => {
    const stranger = createClient({ url: database.url, username: 'default', password: 'wrong' });
    await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' });
    await stranger.close();
  });

  it('lets others work while a reader is slow, and survives one that goes away', async () => {
    const slow = await client.query({
      query: 'SELECT number, repeat(toString(number), 20) AS text FROM numbers(3000000)',
      format: 'JSONEachRow',
    });
    const stream = slow.stream();
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    await client.insert({ table: 'sample', values: [{ id: 1, text: 'meanwhile' }], format: 'JSONEachRow' });
    expect(await rows('SELECT count() AS n FROM sample')).toEqual([{ n: 1 }]);
    stream.destroy();
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('answers many at once, each with its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => rows<{ n: number }>('SELECT {n:UInt32} AS n', { n })),
    );
    expect(answers.flat().map(({ n }) => n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });
});
