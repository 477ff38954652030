/** What becomes of a message under one type of input: the text that is stored, or why there is none. */
export type Fate = { readonly stored: string } | { readonly dropped: string };

export interface OddPayload {
  readonly payload: string | Buffer;
  readonly number: Fate;
  readonly text: Fate;
}

const stored = (text: string): Fate => ({ stored: text });
const NOT_A_NUMBER: Fate = { dropped: 'not_a_number' };
const NOT_FINITE: Fate = { dropped: 'not_finite' };
const NOT_UTF8: Fate = { dropped: 'not_utf8' };

/** Text stays as it came. */
const numeric = (payload: string, kept = payload): OddPayload => ({
  payload,
  number: stored(kept),
  text: stored(payload),
});
const refused = (payload: string, number = NOT_A_NUMBER): OddPayload => ({
  payload,
  number,
  text: stored(payload),
});
const broken = (...bytes: number[]): OddPayload => ({
  payload: Buffer.from(bytes),
  number: NOT_UTF8,
  text: NOT_UTF8,
});

/**
 * Every odd payload of `docs/protocol/datapipe.md 2.3` and `5`, and more of their kind, with what `decisions.md` makes of
 * them.
 */
export const ODD_PAYLOADS: readonly OddPayload[] = [
  // Numbers, however they are written: no stage touches them, so the text is kept, trimmed.
  ...['5.0', '05', '+5', '-0', '.5', '5.', '1e3', '1E-3', '1e308', '85.00', '-0.0001'].map((text) =>
    numeric(text),
  ),
  ...['9007199254740993', '1e-400', `0.${'0'.repeat(400)}1`, '1.23456789012345678'].map((text) =>
    numeric(text),
  ),
  numeric(' 5', '5'),
  numeric('5 ', '5'),
  numeric('\t\n\v\f\r 5 \r\n', '5'),
  // Not numbers: spellings of other languages, white space of other scripts, several of them, none.
  ...['0x5p0', '0x1F', '0b1', '0o7', '1_000', '1_0', '50,5', '1 000', '1 2', '5 5'].map((text) =>
    refused(text),
  ),
  ...['NaN', 'nan', 'Inf', '+Inf', '-Inf', 'inf', 'Infinity', '-infinity', '.inf'].map((text) =>
    refused(text),
  ),
  ...['abc', 'true', 'null', '', ' ', '\t\r\n', '.', '-', '+', '+-5', '--5', '5-', '1.2.3'].map((text) =>
    refused(text),
  ),
  ...['e5', '1e', '1e+', '1e5.5', '1,5e3', "'5'", '"5"', '[5]', '{"a": 5}'].map((text) => refused(text)),
  ...['\u00a05', '5\u2003', '\ufeff5', '\u0665', '\uff15', '\u22125', '5\u200b', '½'].map((text) =>
    refused(text),
  ),
  refused('1e400', NOT_FINITE),
  refused('-1e400', NOT_FINITE),
  refused('9'.repeat(400), NOT_FINITE),
  refused('1e99999999999', NOT_FINITE),
  // Text that means something to somebody else.
  ...[
    "'; drop table nodes; --",
    '../../etc/passwd',
    '${jndi:ldap://x}',
    '%s%n',
    '\\x00',
    '<script>',
    '\\N',
  ].map((text) => refused(text)),
  ...['тест', '𝟝', '👩‍👩‍👧‍👦', 'e\u0301', '\u202e5', '\ufffd', '\u0085', '\u001b[31m'].map((text) => refused(text)),
  // Not UTF-8: cut off, too long, halves of pairs, beyond Unicode, another encoding.
  broken(0xff),
  broken(0x35, 0xff),
  broken(0xc3),
  broken(0xe2, 0x82),
  broken(0xc0, 0x80),
  broken(0xed, 0xa0, 0x80),
  broken(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
  broken(0xf4, 0x90, 0x80, 0x80),
  broken(0xff, 0xfe, 0x35, 0x00),
];

/** Text with a NUL: rows can hold it, the column of a last value cannot. */
export const WITH_NUL: readonly string[] = ['\0', '5\0', '\x005', 'a\0b'];
