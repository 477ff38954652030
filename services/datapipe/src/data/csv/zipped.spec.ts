import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { zipped } from './zipped';

const NOW = Date.UTC(2026, 0, 1);

describe('an archive of one file', () => {
  it('frees its source when nobody reads on', async () => {
    const source = new EventEmitter();
    const freed = once(source, 'freed');
    async function* endless() {
      try {
        for (;;) yield randomBytes(64 * 1024);
      } finally {
        source.emit('freed');
      }
    }
    for await (const _ of zipped('rows.csv', endless(), NOW)) break;
    await freed;
  });

  it('throws what its source throws', async () => {
    async function* broken() {
      yield randomBytes(1024);
      throw new Error('the store went away');
    }
    const read = async () => {
      for await (const _ of zipped('rows.csv', broken(), NOW));
    };
    await expect(read()).rejects.toThrow('the store went away');
  });
});
