import type { Actor } from '@unitfleet/contracts';

/** What an actor may see at this moment of what it asked for. */
export interface Sight {
  readonly visible: ReadonlySet<string>;
  /** Units whose changes of access concern it, besides what was asked for. */
  readonly units: readonly string[];
}

/** The same with what there is to see. */
export interface Look<Item> extends Sight {
  readonly items: readonly Item[];
}

/**
 * What items have besides that which changes tell. It is asked for when an event says that it may be another one, and
 * what the client was told of it is remembered for one subscription.
 */
export interface Besides<Item> {
  /** Few characters that are the same only for the same knowledge; part of cursors. */
  readonly mark: string;
  /** The client knows these now; with `isAll` nothing else. */
  told(items: readonly Item[], isAll: boolean): void;
  /** Those of which the client knows something else, by uuid. */
  outdated(items: readonly Item[]): string[];
  /** A change, with what the client knows besides. */
  complete(item: Item): Item;
}

/** One kind of thing that can be watched. Who may see it is its owner's decision, as for the ordinary reads. */
export interface Topic<Item> {
  readonly stream: 'LIVE' | 'EVENTS';
  /** Subjects on which changes of these come. */
  subjectsOf(uuids: readonly string[]): Iterable<string>;
  /** The present state. @throws DomainError what the owner answers. */
  look(actor: Actor, uuids: readonly string[]): Promise<Look<Item>>;
  /** Who may still see what. @throws DomainError what the owner answers. */
  check(actor: Actor, uuids: readonly string[]): Promise<Sight>;
  /** For topics of one subscription. */
  readonly besides?: Besides<Item>;
  /** Changes that are left out. */
  accepts?(item: Item): boolean;
  /**
   * Key and content of an item, for topics whose changes may arrive after a look has shown them: the same content for
   * the same key is not told again.
   */
  fingerprint?(item: Item): { readonly key: string; readonly content: string };
}
