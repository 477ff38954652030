import { jetstreamManager } from '@nats-io/jetstream';
import {
  dryRunPipeline,
  MAX_DRY_RUN_MESSAGES,
  PARTITIONS,
  readPipeData,
  type Actor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import type { z } from 'zod';
import { aggregation, lastValue, nRecords } from './support/documents';
import { STRANGER } from './support/fake-units';
import { OWNER, TestSystem, type Instance } from './support/test-system';

type Request = Omit<z.input<typeof dryRunPipeline.request>, 'document'> & { document: string };

const foreign: Actor = { ...OWNER, login: STRANGER } as Actor;
const MINUTE_MS = 60_000;
const T = new Date('2026-01-02T03:04:00Z');
const later = (ms: number): Date => new Date(T.getTime() + ms);

describe('dry runs', () => {
  let system: TestSystem;
  let instance: Instance;
  let node: string;

  const open = ({ document, ...request }: Request, actor: Actor = OWNER) =>
    system.streams.open(dryRunPipeline, { ...request, document: Buffer.from(document) }, actor);
  const run = async (request: Request, actor?: Actor) => {
    const parts: Uint8Array[] = [];
    for await (const part of (await open(request, actor)).content) parts.push(part);
    return JSON.parse(Buffer.concat(parts).toString());
  };
  const told = (steps: { payload: string; reason: string | null; stored: { state: string } | null }[]) =>
    steps.map(({ payload, reason, stored }) => [payload, reason ?? stored?.state ?? null]);

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
    node = await system.node();
  });
  afterAll(() => system.stop());

  it('say of each pasted message which stage drops it and why, or what would be stored, and store nothing', async () => {
    await system.pipeline(node, nRecords(3));
    const document = nRecords(3, { filters: ', last_unique_check: true' }).replace(
      'max_rate: 0',
      'max_rate: 5',
    );
    const messages = [
      { payload: ' 1 ', time: T },
      { payload: '2' },
      { payload: '1.0', time: later(5_000) },
      { payload: 'x', time: later(6_000) },
      { payload: '3', time: later(7_000) },
    ];
    const found = await run({ nodeUuid: node, document, messages });
    expect(told(found.steps)).toEqual([
      [' 1 ', '1'],
      ['2', 'rate'],
      ['1.0', 'unique'],
      ['x', 'not_a_number'],
      ['3', '3'],
    ]);
    expect(found.steps[0]).toEqual({
      pipeline: null,
      time: '2026-01-02T03:04:00',
      payload: ' 1 ',
      stage: null,
      reason: null,
      stored: {
        policy: 'NRecords',
        state: '1',
        size: 1,
        aggregation_type: null,
        start_window_datetime: null,
        end_window_datetime: null,
      },
    });
    expect(found.steps[1]).toMatchObject({ stage: 'Filters', stored: null });
    expect(found.end).toBe('complete');
    expect(await system.ask(readPipeData, { nodeUuid: node, type: 'NRecords' })).toMatchObject({ count: 0 });
  });

  it('tell the rows of windows, also of the one that is still open', async () => {
    const messages = [0, MINUTE_MS - 1, MINUTE_MS].map((ms) => ({ payload: '0.1', time: later(ms) }));
    const { steps } = await run({ nodeUuid: node, document: aggregation('Sum', 60), messages });
    expect(told(steps)).toEqual([
      ['0.1', null],
      ['0.1', null],
      [null, '0.2'],
      ['0.1', null],
      [null, '0.1'],
    ]);
    expect(steps[2]).toMatchObject({
      time: '2026-01-02T03:05:00',
      stored: { policy: 'Aggregation', start_window_datetime: '2026-01-02T03:04:00' },
    });
  });

  it('run over what the stream holds of the node from the last minutes', async () => {
    const [asked, other] = [await system.node(), await system.node()];
    expect(await run({ nodeUuid: asked, document: lastValue(), lastMinutes: 5 })).toMatchObject({
      steps: [],
    });
    const now = Date.now();
    const message = (uuid: string, payload: string, ageMs: number) => ({
      node: uuid,
      timeMs: now - ageMs,
      payload,
    });
    await system.telemetry.publish([message(asked, 'too old', 10 * MINUTE_MS)]);
    await system.telemetry.publish([message(asked, '1', 2_000), message(other, '5', 2_000)]);
    await system.telemetry.publish([message(asked, 'x', 1_000), message(asked, '2', 1_000)]);
    const found = await run({ nodeUuid: asked, document: lastValue(), lastMinutes: 5 });
    expect(told(found.steps)).toEqual([
      ['1', '1'],
      ['x', 'not_a_number'],
      ['2', '2'],
    ]);
    expect(found.end).toBe('complete');
  });

  it('take so many messages and no more, and end when nobody reads them', async () => {
    const busy = await system.node();
    const now = Date.now();
    for (let sent = 0; sent <= MAX_DRY_RUN_MESSAGES; sent += 1_000)
      await system.telemetry.publish(
        Array.from({ length: 1_000 }, (_, index) => ({
          node: busy,
          timeMs: now,
          payload: String(sent + index),
        })),
      );
    const request = { nodeUuid: busy, document: lastValue(), lastMinutes: 60 };
    const whole = await run(request);
    expect([whole.steps.length, whole.end]).toEqual([MAX_DRY_RUN_MESSAGES, 'message_limit']);

    const manager = await jetstreamManager(instance.connection);
    const consumers = async (): Promise<number> => {
      const { state } = await manager.streams.info('TELEMETRY');
      return state.consumer_count;
    };
    await eventually(async () => expect(await consumers()).toBe(PARTITIONS));
    for await (const part of (await open(request)).content) {
      expect(part.length).toBeGreaterThan(0);
      await eventually(async () => expect(await consumers()).toBe(PARTITIONS + 1));
      break;
    }
    await eventually(async () => expect(await consumers()).toBe(PARTITIONS));
  });

  it('are refused without a pipeline, without a source, beyond their bounds, and to those who may not configure', async () => {
    const document = lastValue();
    for (const request of [
      { nodeUuid: node, document: '{', messages: [] },
      { nodeUuid: node, document: ' ', messages: [] },
      { nodeUuid: node, document },
      { nodeUuid: node, document, messages: [], lastMinutes: 1 },
      { nodeUuid: node, document, lastMinutes: 0 },
      { nodeUuid: node, document, lastMinutes: 100_000 },
    ])
      await expect(run(request)).rejects.toThrow(/^422: 8: DataPipe/);
    await expect(run({ nodeUuid: node, document, messages: [] }, foreign)).rejects.toThrow(/^403: 1: /);
  });
});
