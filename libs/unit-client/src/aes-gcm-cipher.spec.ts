import { webcrypto } from 'node:crypto';
import { AesGcmCipher } from './aes-gcm-cipher';
import { CipherError } from './errors';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('AesGcmCipher', () => {
  it.each([16, 24, 32])('gives back what it sealed with a key of %i bytes', (length) => {
    const key = Buffer.alloc(length, 3).toString('base64');
    for (const text of ['', 'plain', 'температура 21.5 °C']) {
      expect(AesGcmCipher.aesGcmDecode(AesGcmCipher.aesGcmEncode(text, key), key)).toBe(text);
    }
  });

  it('has the form of the protocol and never the same nonce', () => {
    const sealed = AesGcmCipher.aesGcmEncode('abc', KEY);
    expect(sealed).toMatch(/^[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64')).toHaveLength(3 + 16);
    expect(AesGcmCipher.aesGcmEncode('abc', KEY)).not.toBe(sealed);
  });

  it('reads a text that another implementation sealed', () => {
    // AES-256-GCM, key 32 x 07, nonce 12 x 01, plaintext "unit".
    const sealed = 'AQEBAQEBAQEBAQEB.A4/gwz7MPa2nzxkaFiNUS0XRqSo=';
    expect(AesGcmCipher.aesGcmDecode(sealed, KEY)).toBe('unit');
  });

  // The published test cases 2, 8 and 14 of GCM: a key, a nonce and a plaintext of zeros.
  it.each([
    [16, '0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf'],
    [24, '98e7247c07f0fe411c267e4384b0f6002ff58d80033927ab8ef4d4587514f0fb'],
    [32, 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919'],
  ])('reads the published vector for a key of %i bytes', (length, sealed) => {
    const text = `${Buffer.alloc(12).toString('base64')}.${Buffer.from(sealed, 'hex').toString('base64')}`;
    expect(AesGcmCipher.aesGcmDecode(text, Buffer.alloc(length).toString('base64'))).toBe('\0'.repeat(16));
  });

  it.each([16, 32])('is read by another implementation with a key of %i bytes', async (length) => {
    const key = Buffer.alloc(length, 9);
    const [nonce, sealed] = AesGcmCipher.aesGcmEncode('21.5 °C', key.toString('base64')).split('.');
    const imported = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: Buffer.from(nonce ?? '', 'base64') };
    const text = await webcrypto.subtle.decrypt(algorithm, imported, Buffer.from(sealed ?? '', 'base64'));
    expect(Buffer.from(text).toString('utf8')).toBe('21.5 °C');
  });

  it.each(['', 'abc', 'YWJj.YWJj', 'a.b.c'])('refuses %p', (text) => {
    expect(() => AesGcmCipher.aesGcmDecode(text, KEY)).toThrow('cipher');
  });

  it('refuses a changed text, another key and a key of a wrong length', () => {
    const sealed = AesGcmCipher.aesGcmEncode('abc', KEY);
    const changed = sealed.slice(0, -4) + (sealed.endsWith('AAA=') ? 'BBB=' : 'AAA=');
    expect(() => AesGcmCipher.aesGcmDecode(changed, KEY)).toThrow(CipherError);
    expect(() => AesGcmCipher.aesGcmDecode(sealed, Buffer.alloc(32).toString('base64'))).toThrow();
    expect(() => AesGcmCipher.aesGcmEncode('abc', 'c2hvcnQ=')).toThrow('key');
  });
});
