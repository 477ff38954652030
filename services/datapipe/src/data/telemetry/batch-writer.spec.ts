import pino from 'pino';
import { BatchWriter, type Batch } from './batch-writer';

class Numbers implements Batch {
  values: number[] = [];
  get count(): number {
    return this.values.length;
  }
  get size(): number {
    return this.values.length;
  }
  clear(): void {
    this.values = [];
  }
}

const setUp = (intervalMs = 0) => {
  const written: number[][] = [];
  const pending: { resolve(): void; reject(error: Error): void }[] = [];
  const writer = new BatchWriter({
    name: 'test',
    newBatch: () => new Numbers(),
    write: (batch) => {
      written.push([...batch.values]);
      return new Promise<void>((resolve, reject) => pending.push({ resolve, reject }));
    },
    maxSize: 3,
    intervalMs,
    log: pino({ level: 'silent' }),
  });
  const add = (...values: number[]) => {
    for (const value of values) {
      writer.batch.values.push(value);
      writer.added();
    }
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { writer, written, pending, add, turn };
};

describe('BatchWriter', () => {
  it('writes one batch at a time and gathers the next meanwhile', async () => {
    const { writer, written, pending, add, turn } = setUp();
    add(1, 2, 3, 4, 5);
    const stored = writer.stored();
    expect(written).toEqual([[1, 2, 3]]);
    pending[0]!.resolve();
    await turn();
    expect(written).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    pending[1]!.resolve();
    await stored;
    expect(written).toHaveLength(2);
  });

  it('does not wait for the interval when somebody waits for what was added', async () => {
    const { writer, written, pending, add } = setUp(1_000_000);
    add(1);
    const first = writer.stored();
    pending[0]!.resolve();
    await first;
    add(2);
    const second = writer.stored();
    pending[1]!.resolve();
    await second;
    expect(written).toEqual([[1], [2]]);
  });

  it('waits for what is under way, and for nothing when there is nothing', async () => {
    const { writer, pending, add } = setUp();
    await writer.stored();
    add(1, 2, 3);
    let isStored = false;
    const stored = writer.stored().then(() => (isStored = true));
    await Promise.resolve();
    expect(isStored).toBe(false);
    pending[0]!.resolve();
    await stored;
  });

  it('tries the same batch again until it is stored', async () => {
    const { writer, written, pending, add } = setUp();
    add(1, 2, 3);
    const stored = writer.stored();
    pending[0]!.reject(new Error('away'));
    while (pending.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    pending[1]!.resolve();
    await stored;
    expect(written).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('has no room while full batches wait, and says when it has', async () => {
    const { writer, pending, add } = setUp();
    add(1, 2, 3, 4, 5, 6, 7, 8);
    expect(writer.hasRoom).toBe(true);
    add(9);
    expect(writer.hasRoom).toBe(false);
    const room = writer.room();
    pending[0]!.resolve();
    await room;
    expect(writer.hasRoom).toBe(true);
  });

  it('fails those who wait when it is closed', async () => {
    const { writer, add } = setUp();
    add(1, 2, 3, 4);
    const stored = writer.stored();
    writer.close();
    await expect(stored).rejects.toThrow('closed');
    await writer.room();
  });
});
