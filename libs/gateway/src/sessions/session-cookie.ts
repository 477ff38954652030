import { isDomainError } from '@unitfleet/contracts';
import { verifyToken, type TokenKey } from '@unitfleet/security';

/** Where a browser keeps the token of its session, out of reach of scripts. */
export const SESSION_COOKIE = 'unitfleet_session';

const LONG_AGO = 'Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT';

export interface SessionCookieOptions {
  readonly key: TokenKey;
  /** `PU_APP_PREFIX`: below it is everything that a session opens. */
  readonly prefix: string;
  /** `PU_SECURE`: browsers send the cookie over TLS alone. */
  readonly isSecure: boolean;
}

/** The cookie of a browser's session, as values of `Set-Cookie`. */
export class SessionCookie {
  private readonly attributes: string;

  constructor(private readonly options: SessionCookieOptions) {
    const secure = options.isSecure ? '; Secure' : '';
    this.attributes = `Path=${options.prefix || '/'}; HttpOnly; SameSite=Strict${secure}`;
  }

  /**
   * Keeps a token in the browser for as long as it is good.
   *
   * @throws DomainError NoAccess for a token that does not count.
   */
  keeping(token: string): string {
    const { exp } = verifyToken(token, this.options.key);
    const lifetime = exp === undefined ? '' : `Max-Age=${Math.max(0, exp - Math.floor(Date.now() / 1000))}; `;
    return `${SESSION_COOKIE}=${token}; ${lifetime}${this.attributes}`;
  }

  /** Makes the browser forget it. */
  get expired(): string {
    return `${SESSION_COOKIE}=; ${LONG_AGO}; ${this.attributes}`;
  }

  /**
   * What to set besides `given`, because the cookie that came was refused: one that will never count again is
   * forgotten, unless the answer brings a new one. With an owner that is silent nothing is known of it.
   */
  afterRefusal(refusal: unknown, given: readonly string[] = []): string[] {
    const isDead = isDomainError(refusal) && refusal.errorCode === 'NoAccess';
    return isDead && !given.some((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`)) ? [this.expired] : [];
  }
}
