import { randomKeyBase64 } from '../keys/random-key';
import { AesGcmText } from './aes-gcm-text';

const KEY = Buffer.alloc(32, 7).toString('base64');
const cipher = new AesGcmText(KEY);

describe('AesGcmText', () => {
  it.each(['', 'plain', '{"PU_DOMAIN":"пример.рф"}', '😀'.repeat(1000)])(
    'gives back what it took',
    (text) => {
      expect(cipher.decode(cipher.encode(text))).toBe(text);
    },
  );

  it('writes base64(nonce).base64(ciphertext and tag) with a nonce of 12 bytes, new each time', () => {
    const [nonce = '', sealed = '', ...rest] = cipher.encode('abc').split('.');
    expect(rest).toEqual([]);
    expect(Buffer.from(nonce, 'base64')).toHaveLength(12);
    expect(Buffer.from(sealed, 'base64')).toHaveLength(3 + 16);
    expect(cipher.encode('abc').split('.')[0]).not.toBe(nonce);
  });

  it.each([16, 24, 32])('takes keys of %d bytes', (bytes) => {
    const other = new AesGcmText(Buffer.alloc(bytes, 1).toString('base64'));
    expect(other.decode(other.encode('x'))).toBe('x');
  });

  it('refuses keys of other lengths', () => {
    expect(() => new AesGcmText(Buffer.alloc(20).toString('base64'))).toThrow(RangeError);
  });

  it('reads what another implementation of the format wrote', () => {
    // Python: AESGCM(b"\x07" * 32).encrypt(bytes(range(12)), "привет".encode(), None)
    expect(cipher.decode('AAECAwQFBgcICQoL.yD448M2xCfunBzQeLkPwRoxKZ3iEtldgLeVX+Q==')).toBe('привет');
  });

  it('limits plain text by code points, not by UTF-16 units', () => {
    const small = new AesGcmText(KEY, 3);
    expect(small.decode(small.encode('😀😀😀'))).toBe('😀😀😀');
    expect(() => small.encode('abcd')).toThrow('422: 12: Cipher Error');
    expect(() => small.encode('😀😀😀😀')).toThrow('422: 12: Cipher Error');
  });

  const good = cipher.encode('secret');
  const [nonce = '', sealed = ''] = good.split('.');
  const flipped = Buffer.from(sealed, 'base64').map((byte, index) => (index === 2 ? byte ^ 1 : byte));
  it.each([
    ['altered', `${nonce}.${Buffer.from(flipped).toString('base64')}`],
    ['no dot', nonce + sealed],
    ['two dots', `${good}.AAAA`],
    ['short nonce', `AAAA.${sealed}`],
    ['no tag', `${nonce}.AAAA`],
    ['not base64', `${nonce}.***`],
    ['of another key', new AesGcmText(randomKeyBase64()).encode('secret')],
    ['empty', ''],
  ])('refuses a text that is %s', (_, text) => {
    expect(() => cipher.decode(text)).toThrow('422: 12: Cipher Error');
  });
});
