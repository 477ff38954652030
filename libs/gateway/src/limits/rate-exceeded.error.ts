import { DomainError } from '@unitfleet/contracts';

/**
 * A caller asks more often than it may. Gateways answer it with HTTP 429 and `Retry-After: <retryAfterS>`; as a
 * DomainError it has the protocol's message, too.
 */
export class RateExceeded extends DomainError {
  /** Whole seconds, at least one. */
  declare readonly retryAfterS: number;

  constructor(what: string, waitMs: number) {
    const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000));
    super('TooManyRequests', `${what}; try again in ${retryAfterS} s`, { retryAfterS });
  }
}
