import { randomUUID } from 'node:crypto';
import { readPipeData, setPipeline, unitNodeDeleted } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { nRecords, timeWindow } from './support/documents';
import { UNIT } from './support/fake-units';
import { TestSystem } from './support/test-system';

const KEPT = 5;
/** Most that a pipeline can keep, and what is tolerated beyond that. */
const MOST = 1_024;
const TOLERATED = 1_000;
const PER_FRAME = 500;
const FRAMES = 40;
/** So many frames have one time: the cut is among rows that only their place in the stream tells apart. */
const FRAMES_PER_MS = 12;

describe('rows that no read shows', () => {
  let system: TestSystem;

  const stored = async (node: string) => {
    const [row] = await system.stored<{ rows: string }>(
      `select count() as rows from n_last_entry final where unit_node_uuid = '${node}'`,
    );
    return Number(row!.rows);
  };
  const read = async (nodeUuid: string) => {
    const { pipeData } = await system.ask(readPipeData, {
      nodeUuid,
      type: 'NRecords',
      orderByCreateDate: 'asc',
    });
    return pipeData.map(({ state }) => Number(state));
  };
  const upTo = (last: number, count: number) =>
    Array.from({ length: count }, (_, index) => last - count + 1 + index);

  beforeAll(async () => {
    system = await TestSystem.start({ DATAPIPE_CLEANUP_MS: '50' });
    await system.instance();
  });
  afterAll(() => system?.stop());

  it('are removed behind the newest N while more come, and reads stay exact', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(KEPT));
    const start = Date.now();
    let next = 0;
    const frame = (timeMs: number) =>
      Array.from({ length: PER_FRAME }, () => ({ node, timeMs, payload: String((next += 1)) }));
    let isOver = false;
    const reading = (async () => {
      for (let newest = 0; !isOver;) {
        const rows = await read(node);
        const last = rows.at(-1) ?? 0;
        expect(last).toBeGreaterThanOrEqual(newest);
        expect(rows).toEqual(upTo(last, Math.min(KEPT, last)));
        newest = last;
      }
    })();
    try {
      for (let index = 0; index < FRAMES; index += 1)
        await system.telemetry.publish(frame(start + Math.trunc(index / FRAMES_PER_MS)));
      await eventually(async () => expect(await read(node)).toEqual(upTo(next, KEPT)));
      await eventually(async () => expect(await stored(node)).toBeLessThanOrEqual(MOST + TOLERATED));
    } finally {
      isOver = true;
      await reading;
    }
    expect(await stored(node)).toBeGreaterThanOrEqual(MOST);
    await system.pipeline(node, nRecords(MOST));
    await eventually(async () => expect(await read(node)).toEqual(upTo(next, MOST)));
  });

  it('are removed with the series that they belong to, many at a time, and no others', async () => {
    const [moved, deleted, kept] = [await system.node(), await system.node(), await system.node()];
    for (const node of [moved, deleted, kept]) await system.pipeline(node, nRecords(100));
    const publish = (first: number) =>
      system.telemetry.publish(
        [moved, deleted, kept].flatMap((node) =>
          Array.from({ length: 50 }, (_, index) => ({
            node,
            timeMs: Date.now(),
            payload: String(first + index),
          })),
        ),
      );
    await publish(1);
    await eventually(async () =>
      expect(await Promise.all([moved, deleted, kept].map(stored))).toEqual([50, 50, 50]),
    );
    const strangers = Array.from({ length: 450 }, () => randomUUID());
    await system.postgres.query(
      `insert into series_drops (node_uuid, from_series, below_series, due_at)
       select u, 0, 5, now() from unnest($1::uuid[]) u`,
      [strangers],
    );
    await system.ask(setPipeline, { nodeUuid: moved, document: Buffer.from(timeWindow(3_600)) });
    await system.ask(setPipeline, { nodeUuid: moved, document: Buffer.from(nRecords(100)) });
    await system.emit(unitNodeDeleted, { uuid: deleted, unitUuid: UNIT });
    await eventually(async () =>
      expect(await system.count('select count(*) from nodes where is_deleted and uuid = $1', [deleted])).toBe(
        1,
      ),
    );
    await system.settled();
    await publish(51);
    await eventually(async () =>
      expect(await Promise.all([moved, deleted, kept].map(stored))).toEqual([50, 0, 100]),
    );
    expect(await read(moved)).toEqual(upTo(100, 50));
    expect(await read(kept)).toEqual(upTo(100, 100));
    await eventually(async () =>
      expect(await system.count('select count(*) from series_drops where due_at <= now()')).toBe(0),
    );
  });
});
