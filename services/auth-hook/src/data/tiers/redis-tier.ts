import type { ChainableCommander, Redis } from 'ioredis';
import { ABSENCE_MS, FIRST_VERSION, type Known } from './known';
import { SUPERSEDED } from './redis-scripts';

const DAY_MS = 86_400_000;
/** What nobody asks about for so long is asked of its owner. */
export const KEPT_MS = 30 * DAY_MS;
const NOBODY = '-';

/** Everything of the projection is below this, and nothing else is. */
export const PREFIX = 'auth-hook:';
/** Changes whenever the projection is emptied. */
export const EPOCH_KEY = `${PREFIX}epoch`;
/** For changes that are told of: they count in every epoch. */
export const ANY_EPOCH = '*';

export interface Codec<Document> {
  readonly encode: (document: Document) => string;
  readonly decode: (text: string) => Document;
}

/** What Redis has of an aggregate. */
export interface Stored<Document> {
  readonly epoch: string;
  /** Undefined where the owner must be asked. */
  readonly known?: Known<Document>;
}

/** What all replicas know, one hash an aggregate. */
export class RedisTier<Document> {
  constructor(
    private readonly redis: Redis,
    private readonly kind: string,
    private readonly codec: Codec<Document>,
  ) {}

  key(uuid: string): string {
    return `${PREFIX}${this.kind}:${uuid}`;
  }

  async get(uuid: string): Promise<Stored<Document>> {
    const [[version, text], epoch] = await Promise.all([
      this.redis.hmget(this.key(uuid), 'version', 'document'),
      this.redis.get(EPOCH_KEY),
    ]);
    if (!version || !text) return { epoch: epoch ?? '' };
    const document = text === NOBODY ? null : this.codec.decode(text);
    return { epoch: epoch ?? '', known: { version: Number(version), document } };
  }

  /** Answers false when something newer is there. */
  async put(uuid: string, known: Known<Document>, epoch: string): Promise<boolean> {
    return (await this.write(this.redis, uuid, known, epoch)) !== SUPERSEDED;
  }

  /** The same as one of many that are sent together. */
  putWith(pipeline: ChainableCommander, uuid: string, known: Known<Document>, epoch: string): void {
    void this.write(pipeline, uuid, known, epoch);
  }

  /** From this version on, what is known is not true any more. */
  async invalidate(uuid: string, version: number): Promise<void> {
    await this.redis.hookInvalidate(this.key(uuid), version, KEPT_MS);
  }

  private write<Target extends Redis | ChainableCommander>(
    target: Target,
    uuid: string,
    { version, document }: Known<Document>,
    epoch: string,
  ) {
    const text = document === null ? NOBODY : this.codec.encode(document);
    const ttlMs = document === null && version === FIRST_VERSION ? ABSENCE_MS : KEPT_MS;
    return (target as Redis).hookPut(this.key(uuid), EPOCH_KEY, version, text, ttlMs, epoch);
  }
}
