import { hash } from '@node-rs/argon2';
import { pbkdf2Sync } from 'node:crypto';
import { AesGcmText } from '../cipher/aes-gcm-text';
import { hashPassword, needsRehash } from './hash-password';
import { verifyPassword } from './verify-password';

const legacy = { salt: Buffer.alloc(16, 3).toString('base64'), staticSalt: 'c3RhdGlj' };
const legacyHash = pbkdf2Sync(
  'old-Password1',
  legacy.salt + legacy.staticSalt,
  100_000,
  32,
  'sha256',
).toString('base64');

describe('passwords', () => {
  it('hashes with argon2id and a salt of its own', async () => {
    const [first, second] = await Promise.all([hashPassword('Secret-1!'), hashPassword('Secret-1!')]);
    expect(first).toMatch(/^\$argon2id\$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, 'Secret-1!')).toBe(true);
    expect(await verifyPassword(first, 'secret-1!')).toBe(false);
    expect(needsRehash(first)).toBe(false);
  });

  it('reads the PBKDF2 form of imported users and asks for a new hash', async () => {
    expect(await verifyPassword(legacyHash, 'old-Password1', legacy)).toBe(true);
    expect(await verifyPassword(legacyHash, 'other', legacy)).toBe(false);
    expect(await verifyPassword(legacyHash, 'old-Password1', { ...legacy, staticSalt: '' })).toBe(false);
    expect(await verifyPassword(legacyHash, 'old-Password1')).toBe(false);
    expect(needsRehash(legacyHash)).toBe(true);
  });

  it('reads a stored vector: salt encrypted at rest, text of the static salt appended to its base64 text', async () => {
    const cipher = new AesGcmText(Buffer.alloc(32, 7).toString('base64'));
    const salt = cipher.decode('AAECAwQFBgcICQoL.abnaBlhjix4S+KbumD1Uqa967LpzI0oMBu7wBYn00OB7GBQAIggNMw==');
    const vector = { salt, staticSalt: 'static-salt-0' };
    const stored = 'Bsw1k2VxOV7Ud9jsu1ANe/mjwx7POaUcpVn0ffW4IQU=';
    expect(await verifyPassword(stored, 'Imported-Pass-1', vector)).toBe(true);
    expect(await verifyPassword(stored, 'Imported-Pass-2', vector)).toBe(false);
  });

  it('asks for a new hash when the costs have changed', async () => {
    const weak = await hash('Secret-1!', { memoryCost: 8192, timeCost: 1 });
    expect(await verifyPassword(weak, 'Secret-1!')).toBe(true);
    expect(needsRehash(weak)).toBe(true);
  });

  it.each(['', '$', '$argon2id$broken', '$2b$10$abcdefghijklmnopqrstuv'])(
    'lets nobody in with the hash "%s"',
    async (stored) => {
      expect(await verifyPassword(stored, '', legacy)).toBe(false);
    },
  );
});
