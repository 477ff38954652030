import { isIP } from 'node:net';
import { z } from 'zod';

const TRUE = new Set(['1', 'true', 'yes', 'on']);
const FALSE = new Set(['0', 'false', 'no', 'off']);

/** A switch: `true/false/1/0/yes/no/on/off`, any case. */
export const flag = (byDefault: boolean) =>
  z
    .string()
    .transform((text, context) => {
      const word = text.toLowerCase();
      if (TRUE.has(word)) return true;
      if (FALSE.has(word)) return false;
      context.addIssue({ code: 'custom', message: 'must be true or false' });
      return z.NEVER;
    })
    .default(byDefault);

/** A whole number within bounds. */
export const wholeNumber = (byDefault: number, bounds: { min?: number; max?: number } = {}) =>
  z.coerce
    .number()
    .int()
    .min(bounds.min ?? 0)
    .max(bounds.max ?? Number.MAX_SAFE_INTEGER)
    .default(byDefault);

/** A TCP port; 0 lets the system choose. */
export const port = (byDefault: number) => wholeNumber(byDefault, { max: 65_535 });

const ADDRESS_BITS = { 0: 0, 4: 32, 6: 128 } as Record<number, number>;

const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = ADDRESS_BITS[isIP(address)]!;
  if (bits === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
};

/** Addresses and networks (`10.0.0.0/8`), separated by commas. */
export const networks = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform((text, context) => {
      const words = text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
      for (const word of words)
        if (!isNetwork(word))
          context.addIssue({ code: 'custom', message: `${word} is neither an address nor a network` });
      return words;
    });
