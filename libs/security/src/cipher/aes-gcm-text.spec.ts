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

  // Written and read back by the cipher of the published Python library; keys are the bytes 0, 1, 2 ...
  it.each([
    [16, '', 'K2QS8JgbjWKReLuF.uB1VKTmkySwR9lUIDLp7Cw=='],
    [24, 'on', 'jortX9Y5X4zrNS5W.LqqVkh3GNyg+FkxMRmf3r9fM'],
    [
      32,
      '{"PU_DOMAIN": "example.com", "INTERVAL": 5}',
      'VpBELOonKygb/zpb.SYsvxSUOHHMFiLvavLs0a3bOxngmqGWq+dm0+Y3aeTIkrX/AhfxjP8nhVafdNwb+8FcfQeAHx3DTDEM=',
    ],
    [32, 'привет, мир', 'wLfjoUN6t9NXHtgx.kG9dK9WSNisHPDNOJD3eG3AQidpoMC3t72rJxq/WtdzRBJGm'],
    [16, '😀\u0000\n"quoted"', 'vQSwMhPxPqYFcGP9.Gxyxkd+nGw6eCsQnRcT+0loUDLda446UCr7N1Wlf'],
    [
      24,
      'a'.repeat(100),
      'wDpI72M3jI9lGREK.d+tEUlZQYQ4LQqSRpVoj6U6OoAEb2U+US+C00sXfyEpWjnk48nfUXtU4/7jo8tajPqVshIjMKAP5UUncMXBCb1c7aPGlz9kcr9LcVZsarB1/I2VTZBRG+tc0pl0KOe6zB4o+q8WYO9Xq3eXJUgKREdZFesI=',
    ],
  ])('reads what a device wrote with a key of %d bytes: %j', (bytes, text, written) => {
    const key = Buffer.from(Array.from({ length: bytes }, (_, index) => index));
    expect(new AesGcmText(key.toString('base64')).decode(written)).toBe(text);
  });

  it('takes the largest text there may be', () => {
    const text = '😀'.repeat(1_000_000);
    expect(cipher.decode(cipher.encode(text)) === text).toBe(true);
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
