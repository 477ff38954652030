import * as fc from 'fast-check';
import * as node from './bytes';
import * as browser from './bytes.browser';

describe('the platform', () => {
  it('offers the same in both forms', () => {
    expect(Object.keys(browser).sort()).toEqual(Object.keys(node).sort());
  });

  it('means the same by text and bytes everywhere', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\ufeffa'));
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = node.encodeUtf8(text);
        expect([...browser.encodeUtf8(text)]).toEqual([...bytes]);
        expect([node.decodeUtf8(bytes), browser.decodeUtf8(bytes)]).toEqual([text, text]);
        expect([node.utf8Length(text), browser.utf8Length(text)]).toEqual([bytes.length, bytes.length]);
      }),
    );
  });

  it('sees the same bytes as text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), fc.nat(8), (bytes, start) => {
        expect(browser.isUtf8(bytes)).toBe(node.isUtf8(bytes));
        expect(browser.decodeUtf8(bytes)).toBe(node.decodeUtf8(bytes));
        const end = bytes.length;
        const from = Math.min(start, end);
        expect(browser.decodeLatin1(bytes, from, end)).toBe(node.decodeLatin1(bytes, from, end));
      }),
    );
  });

  it('has names for texts', () => {
    for (const { digest } of [node, browser])
      expect([digest('a') === digest('a'), digest('a') === digest('b')]).toEqual([true, false]);
  });
});
