import { searchSchema, textSchema } from './scalars';
import { uuidFilterSchema } from './paging';

const UUID = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

describe('textSchema', () => {
  it.each(['', ' ', 'text', '\n\t', 'я\u{1F600}'])('takes %j as it is', (text) => {
    expect(textSchema.parse(text)).toBe(text);
  });

  it.each(['\0', 'a\0b'])('refuses %j, which no store takes', (text) => {
    expect(textSchema.safeParse(text).success).toBe(false);
  });
});

describe('uuidFilterSchema', () => {
  it.each([[undefined], [null], [[]]])('makes an empty list, which filters nothing, of %j', (given) => {
    expect(uuidFilterSchema.parse(given)).toEqual([]);
  });

  it('reads keys', () => {
    expect(uuidFilterSchema.parse([UUID.toUpperCase()])).toEqual([UUID]);
    expect(uuidFilterSchema.safeParse(['x']).success).toBe(false);
  });
});

describe('searchSchema', () => {
  it('takes no more words than a statement has room for', () => {
    expect(searchSchema.parse('a '.repeat(500))).toHaveLength(1_000);
    expect(searchSchema.safeParse('a '.repeat(501)).success).toBe(false);
    expect(searchSchema.safeParse('\0').success).toBe(false);
  });
});
