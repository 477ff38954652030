import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CipherError, messageOf } from './errors';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The text format for secrets that the platform and all device libraries share (docs/protocol/device.md 2.3). */
export class AesGcmCipher {
  /** `base64(nonce).base64(ciphertext + tag)`. `key` is base64 of 16, 24 or 32 bytes. */
  static aesGcmEncode(data: string, key: string): string {
    const bytes = keyBytes(key);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(algorithm(bytes), bytes, nonce);
    const sealed = Buffer.concat([cipher.update(data, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${nonce.toString('base64')}.${sealed.toString('base64')}`;
  }

  /** Throws `CipherError` if the text is malformed, was changed, or was made with another key. */
  static aesGcmDecode(data: string, key: string): string {
    const bytes = keyBytes(key);
    const parts = data.split('.').map((part) => Buffer.from(part, 'base64'));
    const [nonce, sealed] = parts;
    if (parts.length !== 2 || nonce?.length !== NONCE_BYTES || !sealed || sealed.length < TAG_BYTES) {
      throw new CipherError('the text must be base64(nonce).base64(ciphertext and tag)');
    }
    const decipher = createDecipheriv(algorithm(bytes), bytes, nonce);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new CipherError(messageOf(error), { cause: error });
    }
  }
}

function keyBytes(key: string): Buffer {
  const bytes = Buffer.from(key, 'base64');
  if (![16, 24, 32].includes(bytes.length))
    throw new CipherError('the key must be 16, 24 or 32 bytes in base64');
  return bytes;
}

function algorithm(key: Buffer): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  return `aes-${(key.length * 8) as 128 | 192 | 256}-gcm`;
}
