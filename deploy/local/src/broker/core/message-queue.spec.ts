import { Message } from './message';
import { MessageQueue } from './message-queue';

const message = (text: string) => new Message(Buffer.from('\0\u0001t'), Buffer.from(text), 1);
const drain = (queue: MessageQueue) => {
  const got: [string, number][] = [];
  while (queue.size > 0) {
    const qos = queue.peekQos();
    got.push([String(queue.shift()?.payload), qos]);
  }
  return got;
};

describe('MessageQueue', () => {
  it('keeps order and QoS over growth and wrap-around', () => {
    const queue = new MessageQueue(10_000, 1e9);
    const expected: [string, number][] = [];
    for (let i = 0; i < 3000; i++) {
      queue.push(message(String(i)), i % 2);
      if (i % 3 === 0) queue.shift();
    }
    for (let i = 1000; i < 3000; i++) expected.push([String(i), i % 2]);
    expect(drain(queue)).toEqual(expected);
    expect(queue.bytes).toBe(0);
    queue.push(message('after'), 1);
    expect(drain(queue)).toEqual([['after', 1]]);
  });

  it('drops the oldest for want of places or bytes, and says how many', () => {
    const byCount = new MessageQueue(2, 1e9);
    expect(['a', 'b', 'c'].map((text) => byCount.push(message(text), 1))).toEqual([0, 0, 1]);
    expect(drain(byCount)).toEqual([
      ['b', 1],
      ['c', 1],
    ]);
    const byBytes = new MessageQueue(100, 3 * message('x').bytes);
    expect(['a', 'b', 'c', 'dddd'].map((text) => byBytes.push(message(text), 0))).toEqual([0, 0, 0, 2]);
    expect(drain(byBytes).map(([text]) => text)).toEqual(['c', 'dddd']);
  });

  it('refuses a message larger than the whole queue without emptying it, and everything when it has no places', () => {
    const queue = new MessageQueue(10, 1000);
    queue.push(message('kept'), 1);
    expect(queue.push(message('x'.repeat(2000)), 1)).toBe(1);
    expect(drain(queue)).toEqual([['kept', 1]]);
    expect(new MessageQueue(0, 1000).push(message('x'), 1)).toBe(1);
  });
});
