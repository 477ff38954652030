import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';

/**
 * Whether Redis is to be believed. It is not before somebody has seen that what it holds is what it was told: one that
 * was started anew may have lost the last things it heard.
 */
@Injectable()
export class SharedStore {
  private isBelieved = false;
  private doubted = 0;

  constructor(
    readonly redis: Redis,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    redis.on('close', () => this.distrust());
  }

  believe(): void {
    this.isBelieved = true;
  }

  distrust(): void {
    this.isBelieved = false;
  }

  /** How often it came out that Redis may not have been told everything: then it has to be filled anew. */
  get doubts(): number {
    return this.doubted;
  }

  doubt(): void {
    this.doubted += 1;
    this.distrust();
  }

  /** Undefined when Redis does not answer or is not to be believed: then owners are asked. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (!this.isBelieved) return undefined;
    try {
      return await work();
    } catch (error) {
      this.log.warn({ reason: String(error) }, 'Redis does not answer; asking the owner');
      return undefined;
    }
  }
}
