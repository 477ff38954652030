import { randomBytes } from 'node:crypto';
import { same } from '../access/authenticator';

const TOKEN_LIFE_MS = 3_600_000;

/** Who may use the management API: basic auth with the configured pair, or a token from `login`. */
export class ApiAccess {
  private readonly tokens = new Map<string, number>();

  constructor(private readonly expected: { readonly username: string; readonly password: string }) {}

  /** A token for an hour, or null when the pair is wrong. */
  login(username: string, password: string): string | null {
    if (!this.known(username, password)) return null;
    const now = Date.now();
    for (const [token, until] of this.tokens) if (until <= now) this.tokens.delete(token);
    const token = randomBytes(32).toString('base64url');
    this.tokens.set(token, now + TOKEN_LIFE_MS);
    return token;
  }

  permits(header: string | undefined): boolean {
    const [scheme = '', value = ''] = (header ?? '').split(' ', 2);
    if (scheme.toLowerCase() === 'bearer') return (this.tokens.get(value) ?? 0) > Date.now();
    if (scheme.toLowerCase() !== 'basic') return false;
    const pair = Buffer.from(value, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    return colon >= 0 && this.known(pair.slice(0, colon), pair.slice(colon + 1));
  }

  private known(username: string, password: string): boolean {
    return same(username, this.expected.username) && same(password, this.expected.password);
  }
}
