import { Frame, toNodeKey } from '@unitfleet/contracts';
import { NO_RECEIPT } from '../domain/acknowledgements';
import { PartitionQueue } from './partition-queue';

const NODE = toNodeKey('2d98b4ba-c935-4379-8e1a-520e76018c17');

/** A queue whose store ends when the test says so. */
const newQueue = () => {
  const frames: Frame[] = [];
  const endings: (() => void)[] = [];
  const settled: number[] = [];
  const store = (_subject: string, bytes: Uint8Array) => {
    frames.push(new Frame(bytes));
    return new Promise<void>((resolve) => endings.push(resolve));
  };
  const settle = (receipts: readonly number[]) => void settled.push(...receipts);
  const queue: PartitionQueue = new PartitionQueue(3, 'bridge-0', store, settle, () => queue.flush());
  const add = (number: number, receipt = number) =>
    queue.add(NODE, 1_000 + number, number, 0, Buffer.from(String(number)), receipt);
  const storeNext = async (count: number) => {
    while (endings.length < count) await new Promise((resolve) => setImmediate(resolve));
    endings[count - 1]!();
  };
  return { queue, frames, settled, add, storeNext };
};

const payloads = (frame: Frame | undefined): string[] => {
  const texts: string[] = [];
  frame?.forEach((_node, _time, payload) => texts.push(payload.toString()));
  return texts;
};

describe('PartitionQueue', () => {
  it('has one frame under way, and gathers what comes meanwhile', async () => {
    const { queue, frames, settled, add, storeNext } = newQueue();
    add(1);
    queue.flush();
    [2, 3].forEach((number) => add(number));
    queue.flush();
    expect(frames.map(payloads)).toEqual([['1']]);
    expect(settled).toEqual([]);
    await storeNext(1);
    await storeNext(2);
    await queue.drained();
    expect(frames.map(payloads)).toEqual([['1'], ['2', '3']]);
    expect(settled).toEqual([1, 2, 3]);
    expect(queue.bytes).toBe(0);
  });

  it('settles nothing for messages that want no acknowledgement', async () => {
    const { queue, settled, add, storeNext } = newQueue();
    add(1, NO_RECEIPT);
    add(2);
    const drained = queue.drained();
    await storeNext(1);
    await drained;
    expect(settled).toEqual([2]);
  });

  it('keeps frames below the limit of a message', async () => {
    const { queue, frames, storeNext } = newQueue();
    for (let index = 0; index < 10; index += 1) queue.add(NODE, 0, 1, 0, Buffer.alloc(256 * 1024), index);
    const drained = queue.drained();
    for (let count = 1; count <= 4; count += 1) await storeNext(count);
    await drained;
    expect(frames.map((frame) => frame.count)).toEqual([3, 3, 3, 1]);
  });

  it('tells the time behind what came before, and only the last one of those that wait', async () => {
    const { queue, frames, add, storeNext } = newQueue();
    add(1);
    queue.flush();
    queue.tick(2_000);
    queue.tick(3_000);
    add(2);
    for (let count = 1; count <= 3; count += 1) await storeNext(count);
    await queue.drained();
    expect(frames.map(({ kind, timeMs }) => [kind, timeMs])).toEqual([
      ['data', 1_001],
      ['tick', 3_000],
      ['data', 1_002],
    ]);
  });
});
