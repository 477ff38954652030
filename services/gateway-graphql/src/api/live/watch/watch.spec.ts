import type { Change } from '../feed/change';
import { Watch } from './watch';

const change = (uuid: string, weight = 10): Change => ({ uuid, item: uuid, weight });

const newWatch = (maxBytes = 100) =>
  new Watch({
    subjects: new Set(['s']),
    uuids: new Set(['a', 'b']),
    accepts: ({ item }) => item !== 'b',
    maxBytes,
  });

describe('Watch', () => {
  it('hands on what was offered, in order', async () => {
    const watch = newWatch();
    watch.offer(1, [change('a')]);
    watch.offer(2, [change('b')]);
    watch.offer(3, [change('a'), change('b')]);
    expect(await watch.next()).toMatchObject({ kind: 'changes', sequence: 1 });
    expect(await watch.next()).toMatchObject({ sequence: 3, changes: [{ uuid: 'a' }] });
  });

  it('wakes whoever waits', async () => {
    const watch = newWatch();
    const step = watch.next();
    watch.offer(1, [change('a')]);
    expect(await step).toMatchObject({ kind: 'changes' });
    const end = watch.next();
    watch.finish();
    expect(await end).toEqual({ kind: 'ended', error: null });
  });

  it('drops everything when too much has gathered, and says so until it is restarted', async () => {
    const watch = newWatch();
    watch.offer(1, [change('a', 60)]);
    watch.offer(2, [change('a', 60)]);
    watch.offer(3, [change('a', 1)]);
    expect(await watch.next()).toEqual({ kind: 'interrupted', reason: 'Lagged' });
    watch.restart();
    watch.offer(4, [change('a', 60)]);
    expect(await watch.next()).toMatchObject({ sequence: 4 });
  });

  it('lets through alone what is larger than all that may gather', async () => {
    const watch = newWatch();
    watch.offer(1, [change('a', 500)]);
    expect(await watch.next()).toMatchObject({ sequence: 1 });
  });

  it('says in its turn what is to be looked at, all that gathered meanwhile at once', async () => {
    const watch = newWatch();
    watch.offer(1, [change('a')]);
    watch.review(1, ['a']);
    watch.offer(2, [change('a')]);
    watch.review(2, ['b']);
    expect(await watch.next()).toMatchObject({ kind: 'changes', sequence: 1 });
    expect(await watch.next()).toEqual({ kind: 'review', sequence: 1, uuids: new Set(['a', 'b']) });
    expect(await watch.next()).toMatchObject({ kind: 'changes', sequence: 2 });
  });

  it('ends once, and for good', async () => {
    const watch = newWatch();
    watch.offer(1, [change('a')]);
    watch.finish(new Error('first'));
    watch.finish(new Error('second'));
    watch.interrupt('Lagged');
    watch.offer(2, [change('a')]);
    expect(await watch.next()).toMatchObject({ kind: 'ended', error: { message: 'first' } });
  });
});
