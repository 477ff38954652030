import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from 'urql';
import { rowNews, RowWatch } from './row-watch';

/** Subscriptions that a test answers. */
class PlayedClient {
  readonly opened: { uuids: readonly string[]; isOpen: boolean; say: (...nodeUuids: string[]) => void }[] =
    [];

  get open() {
    return this.opened.filter(({ isOpen }) => isOpen);
  }

  subscription = (_document: unknown, { uuids }: { uuids: readonly string[] }) => ({
    subscribe: (take: (result: unknown) => void) => {
      const own = {
        uuids,
        isOpen: true,
        say: (...nodeUuids: string[]) => take({ data: { pipeDataStored: { nodeUuids } } }),
      };
      this.opened.push(own);
      return { unsubscribe: () => (own.isOpen = false) };
    },
  });
}

describe('rows that are stored', () => {
  let played: PlayedClient;
  let client: Client;
  let told: string[];

  beforeEach(() => {
    vi.useFakeTimers();
    played = new PlayedClient();
    client = played as unknown as Client;
    told = [];
  });
  afterEach(() => vi.useRealTimers());

  const follow = (watch: RowWatch, uuid: string) => watch.follow(uuid, () => told.push(uuid));

  it('are told of by one subscription for all that is followed', () => {
    const watch = new RowWatch(client);
    follow(watch, 'b');
    follow(watch, 'a');
    const leave = follow(watch, 'a');
    vi.advanceTimersByTime(50);
    expect(played.opened.map(({ uuids }) => uuids)).toEqual([['a', 'b']]);
    played.open[0]!.say('a', 'b');
    expect(told).toEqual(['a', 'a', 'b']);
    leave();
    vi.advanceTimersByTime(50);
    expect(played.opened).toHaveLength(1);
    played.open[0]!.say('a');
    expect(told).toEqual(['a', 'a', 'b', 'a']);
  });

  it('are missed by nobody, and told to nobody twice, when more is followed', () => {
    const watch = new RowWatch(client);
    follow(watch, 'a');
    vi.advanceTimersByTime(50);
    played.open[0]!.say('a');
    follow(watch, 'b');
    vi.advanceTimersByTime(50);
    expect(played.open.map(({ uuids }) => uuids)).toEqual([['a'], ['a', 'b']]);
    played.open[0]!.say('a');
    played.open[1]!.say('a', 'b');
    expect(told).toEqual(['a', 'a', 'b']);
    expect(played.open.map(({ uuids }) => uuids)).toEqual([['a', 'b']]);
    // A lost connection begins anew.
    played.open[0]!.say('a', 'b');
    expect(told).toEqual(['a', 'a', 'b', 'a', 'b']);
  });

  it('are not asked about when nobody follows any more', () => {
    const watch = new RowWatch(client);
    const leave = follow(watch, 'a');
    vi.advanceTimersByTime(50);
    leave();
    vi.advanceTimersByTime(50);
    expect(played.open).toEqual([]);
    follow(watch, 'a');
    vi.advanceTimersByTime(50);
    expect(played.open).toHaveLength(1);
  });

  it('are waited for, not without a pause, and not for ever', async () => {
    const ending = new AbortController();
    const news = rowNews(client, 'a', ending.signal);
    let times = 0;
    const wait = () => void news().then(() => (times += 1));
    wait();
    await vi.advanceTimersByTimeAsync(1_000);
    played.open[0]!.say('a');
    await vi.advanceTimersByTimeAsync(900);
    expect(times).toBe(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(times).toBe(1);
    wait();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(times).toBe(1);
    played.open[0]!.say('a');
    await vi.advanceTimersByTimeAsync(0);
    expect(times).toBe(2);
    wait();
    await vi.advanceTimersByTimeAsync(32_000);
    expect(times).toBe(3);
    wait();
    await vi.advanceTimersByTimeAsync(5_000);
    ending.abort();
    await vi.advanceTimersByTimeAsync(50);
    expect(times).toBe(4);
    expect(played.open).toEqual([]);
  });
});
