import { verify } from '@node-rs/argon2';
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { constantTimeEquals } from '../keys/constant-time-equals';

const derive = promisify(pbkdf2);
const ITERATIONS = 100_000;
const HASH_BYTES = 32;

/** What a PBKDF2 hash needs besides itself (`docs/protocol/rest-graphql.md 4.2`). */
export interface LegacySalt {
  /** Base64 text of the user's random salt, decrypted. */
  readonly salt: string;
  /** Text of `PU_STATIC_SALT`. */
  readonly staticSalt: string;
}

const matchesPbkdf2 = async (storedHash: string, password: string, legacy: LegacySalt): Promise<boolean> => {
  const salt = Buffer.from(legacy.salt + legacy.staticSalt, 'utf8');
  const derived = await derive(password, salt, ITERATIONS, HASH_BYTES, 'sha256');
  return constantTimeEquals(derived.toString('base64'), storedHash);
};

/**
 * Whether the password belongs to the stored hash: argon2 in PHC form, or the PBKDF2 form of imported users when
 * their salt is given. A hash that cannot be read matches nothing.
 */
export const verifyPassword = async (
  storedHash: string,
  password: string,
  legacy?: LegacySalt,
): Promise<boolean> => {
  if (!storedHash.startsWith('$')) return legacy !== undefined && matchesPbkdf2(storedHash, password, legacy);
  try {
    return await verify(storedHash, password);
  } catch {
    return false;
  }
};
