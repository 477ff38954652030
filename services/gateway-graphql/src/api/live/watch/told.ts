import type { Topic } from '../topics/topic';

/** What the client of one subscription knows. */
export class Told<Item> {
  private shown = new Map<string, string>();

  constructor(private readonly topic: Topic<Item>) {}

  /** Of what no change tells; part of cursors. */
  get mark(): string {
    return this.topic.besides?.mark ?? '';
  }

  /** The client is shown these; with `isAll` in place of everything before. */
  look(items: readonly Item[], isAll: boolean): void {
    if (isAll) this.shown = new Map();
    for (const item of items) {
      const fingerprint = this.topic.fingerprint?.(item);
      if (fingerprint) this.shown.set(fingerprint.key, fingerprint.content);
    }
    this.topic.besides?.told(items, isAll);
  }

  /** The client is not shown these, but changes of them come with what they have besides. */
  besides(items: readonly Item[]): void {
    this.topic.besides?.told(items, true);
  }

  /** Whether a look has shown this already; asked once for each change. */
  wasShown(item: Item): boolean {
    const fingerprint = this.topic.fingerprint?.(item);
    if (!fingerprint || !this.shown.has(fingerprint.key)) return false;
    if (this.shown.get(fingerprint.key) === fingerprint.content) return true;
    this.shown.delete(fingerprint.key);
    return false;
  }

  complete(item: Item): Item {
    return this.topic.besides?.complete(item) ?? item;
  }
}
