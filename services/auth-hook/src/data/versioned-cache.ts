import { Redis } from 'ioredis';

const DAY_S = 86_400;

/**
 * Writes a document unless a newer one is there. An empty document says "changed, ask again"; the answer to that may
 * have the same version.
 */
const PUT_IF_NEWER = `
local known = tonumber(redis.call('hget', KEYS[1], 'version') or '-1')
local version = tonumber(ARGV[1])
if version < known then return 0 end
if version == known and redis.call('hget', KEYS[1], 'document') ~= '' then return 0 end
redis.call('hset', KEYS[1], 'version', ARGV[1], 'document', ARGV[2])
redis.call('expire', KEYS[1], ARGV[3])
return 1`;

/** A projection in Redis, one hash an aggregate, changed by compare-and-set on the aggregate's version. */
export class VersionedCache<Document> {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /** Undefined when the owner must be asked. */
  async get(uuid: string): Promise<Document | undefined> {
    const text = await this.redis.hget(this.key(uuid), 'document');
    return text ? (JSON.parse(text) as Document) : undefined;
  }

  async put(uuid: string, version: number, document: Document): Promise<void> {
    await this.write(uuid, version, JSON.stringify(document));
  }

  /** From this version on, what is known is not true any more. */
  async invalidate(uuid: string, version: number): Promise<void> {
    await this.write(uuid, version, '');
  }

  private async write(uuid: string, version: number, text: string): Promise<void> {
    await this.redis.eval(PUT_IF_NEWER, 1, this.key(uuid), version, text, DAY_S);
  }

  private key(uuid: string): string {
    return `${this.prefix}:${uuid}`;
  }
}
