import { randomBytes, randomInt } from 'node:crypto';

const KEY_BYTES = 32;
const SESSION_BYTES = 16;

/** A fresh key of 32 random bytes in base64, as a Unit's `PU_SECRET_KEY` and `PU_ENCRYPT_KEY` (`docs/protocol/device.md 2.2`). */
export const randomKeyBase64 = (): string => randomBytes(KEY_BYTES).toString('base64');

/** A fresh session id (`sid` of a User's token): 128 random bits in lower-case hex. */
export const randomSessionId = (): string => randomBytes(SESSION_BYTES).toString('hex');

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh code of ASCII letters and digits, each character drawn evenly; 8 of them are 47 random bits. */
export const randomCode = (length: number): string =>
  Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');
