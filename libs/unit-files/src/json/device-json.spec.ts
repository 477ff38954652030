import { toDeviceJson } from './device-json';

describe('toDeviceJson', () => {
  it('indents by four and escapes all but printable ASCII', () => {
    expect(toDeviceJson({ a: 'é😀\u007f"\n', b: [1, 2.5, true, null], c: {} })).toBe(
      [
        '{',
        '    "a": "\\u00e9\\ud83d\\ude00\\u007f\\"\\n",',
        '    "b": [',
        '        1,',
        '        2.5,',
        '        true,',
        '        null',
        '    ],',
        '    "c": {}',
        '}',
      ].join('\n'),
    );
  });

  it('can be read back', () => {
    const value = { ключ: 'значение\u2028' };
    expect(JSON.parse(toDeviceJson(value))).toEqual(value);
  });
});
