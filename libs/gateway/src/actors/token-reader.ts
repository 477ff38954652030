import { noAccess } from '@unitfleet/contracts';
import { verifyToken, type TokenClaims, type TokenKey } from '@unitfleet/security';
import { LRUCache } from 'lru-cache';

const ENTRIES = 20_000;

/**
 * Reads tokens as `verifyToken` does, and remembers the good ones: a signature stays what it is, only the expiry has to
 * be looked at again.
 */
export class TokenReader {
  private readonly known = new LRUCache<string, TokenClaims>({ max: ENTRIES });

  constructor(private readonly key: TokenKey) {}

  /** @throws DomainError NoAccess */
  read(token: string): TokenClaims {
    const known = this.known.get(token);
    if (known) return this.current(known);
    const claims = verifyToken(token, this.key);
    this.known.set(token, claims);
    return claims;
  }

  private current(claims: TokenClaims): TokenClaims {
    const { exp } = claims;
    if (exp !== undefined && exp * 1000 <= Date.now()) throw noAccess('Token has expired');
    return claims;
  }
}
