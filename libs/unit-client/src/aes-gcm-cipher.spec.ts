import { AesGcmCipher } from './aes-gcm-cipher';

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

  it.each(['', 'abc', 'YWJj.YWJj', 'a.b.c'])('refuses %p', (text) => {
    expect(() => AesGcmCipher.aesGcmDecode(text, KEY)).toThrow('cipher');
  });

  it('refuses a changed text, another key and a key of a wrong length', () => {
    const sealed = AesGcmCipher.aesGcmEncode('abc', KEY);
    const changed = sealed.slice(0, -4) + (sealed.endsWith('AAA=') ? 'BBB=' : 'AAA=');
    expect(() => AesGcmCipher.aesGcmDecode(changed, KEY)).toThrow();
    expect(() => AesGcmCipher.aesGcmDecode(sealed, Buffer.alloc(32).toString('base64'))).toThrow();
    expect(() => AesGcmCipher.aesGcmEncode('abc', 'c2hvcnQ=')).toThrow('key');
  });
});
