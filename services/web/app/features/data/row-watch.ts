import type { Client } from 'urql';
import { PipeDataStoredDocument } from './data.generated';

type Act = () => void;

/** Parts of a page come and go together. */
const GATHERING_MS = 50;
/** Nodes of one subscription; the others are asked for slowly. */
const MOST = 500;

const nothing: Act = () => undefined;

/** Told when nodes stored rows: one subscription for all that a window follows. */
export class RowWatch {
  private readonly followers = new Map<string, Set<Act>>();
  /** Nodes of the subscription that runs. */
  private subscribed: readonly string[] = [];
  private end = nothing;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: Client) {}

  /** @returns what ends it. */
  follow(nodeUuid: string, tell: Act): Act {
    const tells = this.followers.get(nodeUuid) ?? new Set();
    this.followers.set(nodeUuid, tells.add(tell));
    this.renewSoon();
    return () => {
      tells.delete(tell);
      if (tells.size > 0 || this.followers.get(nodeUuid) !== tells) return;
      this.followers.delete(nodeUuid);
      this.renewSoon();
    };
  }

  private renewSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.renew();
    }, GATHERING_MS);
  }

  /** The subscription before ends when the new one has begun: nothing is missed in between. */
  private renew(): void {
    const uuids = [...this.followers.keys()].sort().slice(0, MOST);
    if (uuids.join() === this.subscribed.join()) return;
    const known = new Set(this.subscribed);
    this.subscribed = uuids;
    let endBefore = this.end;
    let isFirst = true;
    let unsubscribe = nothing;
    if (uuids.length > 0)
      ({ unsubscribe } = this.client.subscription(PipeDataStoredDocument, { uuids }).subscribe(({ data }) => {
        // What comes first names all nodes; whoever followed them before has missed nothing.
        for (const uuid of data?.pipeDataStored.nodeUuids ?? [])
          if (!isFirst || !known.has(uuid)) this.tell(uuid);
        isFirst = false;
        endBefore();
        endBefore = nothing;
      }));
    else endBefore();
    this.end = () => {
      endBefore();
      unsubscribe();
    };
  }

  private tell(nodeUuid: string): void {
    for (const tell of [...(this.followers.get(nodeUuid) ?? [])]) tell();
  }
}

const watches = new WeakMap<Client, RowWatch>();

const watchOf = (client: Client): RowWatch => {
  const known = watches.get(client) ?? new RowWatch(client);
  watches.set(client, known);
  return known;
};

/** While rows come one after the other, a page asks for them so often. */
const APART_MS = 2_000;
/** A word may be lost with a connection. */
const LONGEST_MS = 30_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits for rows of a node while somebody looks at the page. What it answers resolves when there may be new ones, also
 * those that came since it resolved last, or after `mostMs`; at the end, too.
 */
export const rowNews = (
  client: Client,
  nodeUuid: string,
  ending: AbortSignal,
): ((mostMs?: number) => Promise<void>) => {
  let isNew = false;
  let wake = nothing;
  const look = () => {
    if (isNew && !document.hidden) wake();
  };
  const ring = () => {
    isNew = true;
    look();
  };
  const unfollow = watchOf(client).follow(nodeUuid, ring);
  document.addEventListener('visibilitychange', look);
  ending.addEventListener('abort', () => {
    unfollow();
    document.removeEventListener('visibilitychange', look);
    wake();
  });
  return async (mostMs = LONGEST_MS) => {
    await pause(APART_MS);
    if (ending.aborted) return;
    const timer = setTimeout(ring, mostMs);
    await new Promise<void>((resolve) => {
      wake = resolve;
      look();
    });
    clearTimeout(timer);
    isNew = false;
  };
};
