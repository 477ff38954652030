import { randomUUID } from 'node:crypto';
import { toNodeKey, type NodeKey } from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { datapipeSettings } from '../../settings';
import { TelemetrySink } from './telemetry-sink';

const ROW = { kind: 'record', value: '1', valueType: 'Number', size: 1, timeMs: 1, maxCount: 5 };
const ORIGIN = { partition: 0, sequence: 1, index: 0 };

describe('rows on their way to the store', () => {
  const [node, other] = [toNodeKey(randomUUID()), toNodeKey(randomUUID())];
  let watched: Set<NodeKey>;
  let told: NodeKey[][];
  let tellAdded: (nodes: readonly NodeKey[]) => void;
  let inserts: (() => void)[];
  let sink: TelemetrySink;

  beforeEach(() => {
    watched = new Set();
    told = [];
    inserts = [];
    const parts = [
      { insert: () => new Promise<void>((resolve) => inserts.push(resolve)) },
      {},
      { written: () => undefined },
      {},
      { stored: (nodes: ReadonlySet<NodeKey>) => told.push([...nodes]) },
      {
        has: (key: NodeKey) => watched.has(key),
        onAdded: (tell: typeof tellAdded) => (tellAdded = tell),
      },
      datapipeSettings.parse({
        NATS_URL: 'nats://nowhere',
        DATABASE_URL: 'postgres://nowhere/x',
        CLICKHOUSE_URL: 'http://nowhere',
      }),
      createLogger('datapipe', 'fatal'),
    ];
    sink = new TelemetrySink(...(parts as unknown as ConstructorParameters<typeof TelemetrySink>));
  });
  afterEach(() => sink.close());

  const store = (...nodes: NodeKey[]) => {
    for (const key of nodes) sink.record(key, 1, ROW as never, ORIGIN);
    return sink.stored();
  };
  const insert = async (stored: Promise<void>) => {
    inserts.shift()!();
    await stored;
  };

  it('are told of when they are there, to those who watch', async () => {
    watched.add(node);
    const stored = store(node, other);
    expect(told).toEqual([]);
    await insert(stored);
    expect(told).toEqual([[node]]);
    await insert(store(other));
    expect(told).toEqual([[node], []]);
  });

  it('are told of to those who came while they were under way', async () => {
    const stored = store(node);
    const later = store(other);
    tellAdded([node]);
    await insert(stored);
    expect(told).toEqual([[node]]);
    await insert(later);
    expect(told).toEqual([[node], [node]]);
  });
});
