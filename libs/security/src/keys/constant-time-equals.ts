import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Compares two secrets; the time taken tells neither where they differ nor the length of either. */
export const constantTimeEquals = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));
