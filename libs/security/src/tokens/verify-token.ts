import { noAccess } from '@unitfleet/contracts';
import { timingSafeEqual } from 'node:crypto';
import { TOKEN_HEADER } from './sign-token';
import { TokenClaims, tokenClaimsSchema } from './token-claims';
import { signatureOf, TokenKey } from './token-key';

const BASE64URL = /^[A-Za-z0-9_-]+$/;

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

/**
 * Reads a token: signature, form, kind and expiry. Throws NoAccess (403 code 1) for anything else. Whether the agent
 * still exists, is blocked, has this session, or (Backend) belongs to this domain is for the caller to check.
 */
export const verifyToken = (token: string, key: TokenKey, now: Date = new Date()): TokenClaims => {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !BASE64URL.test(header) || !BASE64URL.test(payload))
    throw noAccess('Token is malformed');
  if (!isSignedBy(key, `${header}.${payload}`, signature) || !isHs256(header)) {
    throw noAccess('Token signature is not valid');
  }
  const claims = tokenClaimsSchema.safeParse(decodedJson(payload));
  if (!claims.success) throw noAccess('Token claims are not valid');
  if ('exp' in claims.data && claims.data.exp * 1000 <= now.getTime()) throw noAccess('Token has expired');
  return claims.data;
};
