import { noAccess } from '@unitfleet/contracts';
import { timingSafeEqual } from 'node:crypto';
import { TOKEN_HEADER } from './sign-token';
import { TokenClaims, tokenClaimsSchema } from './token-claims';
import { signatureOf, TokenKey } from './token-key';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** Several times what any of our tokens has: work on what cannot be one is bounded, whatever is sent. */
const LONGEST_TOKEN = 2_048;

/** Why a token does not count. */
export type TokenRefusal = 'malformed' | 'signature' | 'claims' | 'expired';

export type TokenReading =
  | { readonly claims: TokenClaims; readonly refusal?: undefined }
  | { readonly claims?: undefined; readonly refusal: TokenRefusal };

const decodedJson = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

// The signature is made anew and compared as text, so that one set of claims has one spelling: caches and kick lists
// are keyed by the token.
const isSignedBy = (key: TokenKey, signedText: string, signature: string): boolean => {
  const expected = Buffer.from(signatureOf(signedText, key), 'latin1');
  const given = Buffer.from(signature, 'latin1');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const isHs256 = (header: string): boolean => {
  if (header === TOKEN_HEADER) return true;
  const parsed = decodedJson(header);
  return typeof parsed === 'object' && parsed !== null && 'alg' in parsed && parsed.alg === 'HS256';
};

const refused = (refusal: TokenRefusal): TokenReading => ({ refusal });

/**
 * Reads a token without throwing, for those who meet wrong ones by the thousand: signature, form, kind and expiry. The
 * work is bounded by a small constant, and nothing of what is not signed is looked into.
 */
export const readToken = (token: string, key: TokenKey, now: Date = new Date()): TokenReading => {
  if (token.length > LONGEST_TOKEN) return refused('malformed');
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !BASE64URL.test(header) || !BASE64URL.test(payload)) return refused('malformed');
  if (!isSignedBy(key, `${header}.${payload}`, signature) || !isHs256(header)) return refused('signature');
  const claims = tokenClaimsSchema.safeParse(decodedJson(payload));
  if (!claims.success) return refused('claims');
  const { exp } = claims.data;
  if (exp !== undefined && exp * 1000 <= now.getTime()) return refused('expired');
  return { claims: claims.data };
};

const TEXTS: Record<TokenRefusal, string> = {
  malformed: 'Token is malformed',
  signature: 'Token signature is not valid',
  claims: 'Token claims are not valid',
  expired: 'Token has expired',
};

/**
 * Reads a token: signature, form, kind and expiry. Throws NoAccess (403 code 1) for anything else. Whether the agent
 * still exists, is blocked, has this session, or (Backend) belongs to this domain is for the caller to check.
 */
export const verifyToken = (token: string, key: TokenKey, now: Date = new Date()): TokenClaims => {
  const { claims, refusal } = readToken(token, key, now);
  if (refusal !== undefined) throw noAccess(TEXTS[refusal]);
  return claims;
};
