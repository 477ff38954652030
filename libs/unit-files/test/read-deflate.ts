/** Lengths of codes by symbol -> symbol by `length:code` (RFC 1951, 3.2.2). */
const codesOf = (lengths: readonly number[]): ReadonlyMap<string, number> => {
  const codes = new Map<string, number>();
  let code = 0;
  for (let length = 1; length <= 15; length += 1) {
    code *= 2;
    lengths.forEach((one, symbol) => {
      if (one === length) codes.set(`${length}:${code++}`, symbol);
    });
  }
  return codes;
};

const FIXED = {
  symbols: codesOf(Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  distances: codesOf(new Array<number>(30).fill(5)),
};
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

class Bits {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, this.at += 1)
      value |= ((this.bytes[this.at >> 3]! >> (this.at & 7)) & 1) << bit;
    return value;
  }

  symbol(codes: ReadonlyMap<string, number>): number {
    let code = 0;
    for (let length = 1; length <= 15; length += 1) {
      code = code * 2 + this.take(1);
      const symbol = codes.get(`${length}:${code}`);
      if (symbol !== undefined) return symbol;
    }
    throw new Error('no such code');
  }

  /** Bytes from the next whole one on. */
  whole(count: number): Uint8Array {
    this.at = Math.ceil(this.at / 8) * 8 + count * 8;
    return this.bytes.subarray(this.at / 8 - count, this.at / 8);
  }
}

const readTables = (bits: Bits): typeof FIXED => {
  const [symbols, distances, count] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const own = new Array<number>(19).fill(0);
  for (const place of LENGTH_ORDER.slice(0, count)) own[place] = bits.take(3);
  const codes = codesOf(own);
  const lengths: number[] = [];
  while (lengths.length < symbols + distances) {
    const symbol = bits.symbol(codes);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) lengths.push(...new Array<number>(3 + bits.take(2)).fill(lengths.at(-1)!));
    else lengths.push(...new Array<number>(symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7)).fill(0));
  }
  return { symbols: codesOf(lengths.slice(0, symbols)), distances: codesOf(lengths.slice(symbols)) };
};

const lengthOf = (symbol: number, bits: Bits): number => {
  if (symbol < 265) return symbol - 254;
  if (symbol === 285) return 258;
  const extra = (symbol - 261) >> 2;
  return ((4 + ((symbol - 261) & 3)) << extra) + 3 + bits.take(extra);
};

const distanceOf = (symbol: number, bits: Bits): number => {
  if (symbol < 4) return symbol + 1;
  const extra = (symbol >> 1) - 1;
  return ((2 + (symbol & 1)) << extra) + 1 + bits.take(extra);
};

/** Inflates raw deflate as the standard has it, and tells how far back the stream ever reaches. */
export const readDeflate = (bytes: Uint8Array): { content: Buffer; furthest: number } => {
  const bits = new Bits(bytes);
  const out: number[] = [];
  let furthest = 0;
  for (let isLast = false; !isLast;) {
    isLast = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) {
      const size = bits.whole(4);
      out.push(...bits.whole(size[0]! | (size[1]! << 8)));
      continue;
    }
    const { symbols, distances } = kind === 1 ? FIXED : readTables(bits);
    for (let symbol = bits.symbol(symbols); symbol !== 256; symbol = bits.symbol(symbols)) {
      if (symbol < 256) {
        out.push(symbol);
        continue;
      }
      const length = lengthOf(symbol, bits);
      const distance = distanceOf(bits.symbol(distances), bits);
      furthest = Math.max(furthest, distance);
      for (let copied = 0; copied < length; copied += 1) out.push(out[out.length - distance]!);
    }
  }
  return { content: Buffer.from(out), furthest };
};
