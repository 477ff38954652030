import { DomainError } from '@unitfleet/contracts';
import { createCipheriv, createDecipheriv, createSecretKey, KeyObject, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHMS = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const;
/** Whole and in the standard alphabet; a pattern would run out of stack at a text of megabytes. */
const isBase64 = (text: string, bytes: Buffer): boolean => bytes.toString('base64') === text;

type Algorithm = (typeof ALGORITHMS)[keyof typeof ALGORITHMS];

const algorithmFor = (keyBytes: number): Algorithm => {
  if (keyBytes !== 16 && keyBytes !== 24 && keyBytes !== 32) {
    throw new RangeError('An AES key is base64 of 16, 24 or 32 bytes');
  }
  return ALGORITHMS[keyBytes];
};

// A code point is one or two UTF-16 units: counting is only needed between the two bounds.
const hasMoreCodePoints = (text: string, limit: number): boolean =>
  text.length > limit && (text.length > 2 * limit || [...text].length > limit);

/**
 * Text at rest: `base64(nonce) "." base64(ciphertext and tag)`, AES-GCM, 12 random bytes of nonce, no additional data
 * (`docs/protocol/device.md 2.3`); the same form as in the device libraries. Throws RangeError for an unusable key.
 */
export class AesGcmText {
  private readonly key: KeyObject;
  private readonly algorithm: Algorithm;

  constructor(
    keyBase64: string,
    /** `PU_MAX_CIPHER_LENGTH`, in code points of the plain text. */
    private readonly maxCodePoints = 1_000_000,
  ) {
    const bytes = Buffer.from(keyBase64, 'base64');
    this.algorithm = algorithmFor(bytes.length);
    this.key = createSecretKey(bytes);
  }

  /** Throws Cipher (422 code 12) for a text longer than the limit. */
  encode(plain: string): string {
    if (hasMoreCodePoints(plain, this.maxCodePoints)) {
      throw new DomainError('Cipher', `Text is longer than ${this.maxCodePoints} characters`);
    }
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(this.algorithm, this.key, nonce, { authTagLength: TAG_BYTES });
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${nonce.toString('base64')}.${sealed.toString('base64')}`;
  }

  /** Throws Cipher (422 code 12) for what is not of this form, was altered, or was written with another key. */
  decode(encoded: string): string {
    const [nonceText = '', sealedText = '', ...rest] = encoded.split('.');
    const nonce = Buffer.from(nonceText, 'base64');
    const sealed = Buffer.from(sealedText, 'base64');
    const wellFormed = rest.length === 0 && isBase64(nonceText, nonce) && isBase64(sealedText, sealed);
    if (!wellFormed || nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) {
      throw new DomainError('Cipher', 'Encrypted text is malformed');
    }
    const decipher = createDecipheriv(this.algorithm, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    } catch (cause) {
      throw new DomainError('Cipher', 'Encrypted text does not belong to this key', { cause });
    }
  }
}
