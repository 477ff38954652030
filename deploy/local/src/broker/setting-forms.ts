import { readFileSync } from 'node:fs';
import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };
const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
const RATE = /^(\d+(?:\.\d+)?)\s*(|B|KB|MB|GB)(?:\/(\d*)(s|m|h|d))?$/i;

export const port = z.coerce.number().int().min(0).max(65_535);
export const count = z.coerce.number().int().min(0);
export const positive = z.coerce.number().int().min(1);

/** How many, or how many bytes, a second, as EMQX writes it: `30/s`, `1MB/s`, `100/1m`; `infinity` is no limit, like 0. */
export const rate = z.string().transform((text, context) => {
  if (text === 'infinity') return 0;
  const [, amount = '', unit = '', length = '', period = ''] = RATE.exec(text.trim()) ?? [];
  if (amount !== '') {
    const seconds = (SECONDS[period.toLowerCase()] ?? 1) * Number(length || 1);
    if (seconds > 0) return (Number(amount) * (UNITS[unit.toUpperCase()] ?? 1)) / seconds;
  }
  context.addIssue({ code: 'custom', message: 'must be a rate like 30/s, 1MB/s or infinity' });
  return z.NEVER;
});

/** The text of a PEM file. */
export const pemFile = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    context.addIssue({ code: 'custom', message: `cannot be read (${(error as Error).message})` });
    return z.NEVER;
  }
});

/** A JSON object of texts. */
export const headers = z.string().transform((text, context) => {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON object of strings' });
    return z.NEVER;
  }
});
