import { createHmac, createSecretKey, KeyObject } from 'node:crypto';

/** The instance's key of all tokens, made once by `tokenKey`: importing a key costs more than a signature. */
export type TokenKey = KeyObject;

/** Takes the UTF-8 text of `PU_SECRET_KEY` as it is: it looks like base64 but is not decoded (`docs/protocol/device.md 2.1`). */
export const tokenKey = (secretText: string): TokenKey => createSecretKey(secretText, 'utf8');

/** HS256 over `<header>.<payload>`, base64url without padding. */
export const signatureOf = (signedText: string, key: TokenKey): string =>
  createHmac('sha256', key).update(signedText).digest('base64url');
