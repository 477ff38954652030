import { Inject, Injectable } from '@nestjs/common';
import { readToken, signUnitToken, tokenKey, type TokenKey, type TokenReading } from '@unitfleet/security';
import { SETTINGS, type Settings } from '../../settings';

/** Reads what devices send as their user name. */
@Injectable()
export class TokenReader {
  private readonly key: TokenKey;

  constructor(@Inject(SETTINGS) { PU_SECRET_KEY }: Settings) {
    this.key = tokenKey(PU_SECRET_KEY);
  }

  read(token: string): TokenReading {
    return readToken(token, this.key);
  }

  /** Whether it is the one token that the platform gives to a Unit, not only one that says as much. */
  isOfUnit(token: string, unitUuid: string): boolean {
    return token === signUnitToken(unitUuid, this.key);
  }

  /** Null for what is no token of a Unit. */
  unitOf(token: string): string | null {
    const { claims } = this.read(token);
    return claims?.type === 'Unit' ? claims.uuid : null;
  }
}
