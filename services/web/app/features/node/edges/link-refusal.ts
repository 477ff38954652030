import type { Problem } from '../../../api/problem';

/** Why two nodes were not linked, or not parted. */
export type LinkRefusal =
  | { readonly kind: 'output' | 'input'; readonly count: number }
  | { readonly kind: 'already' | 'sight' | 'remove' }
  | null;

const FULL = /The (Output|Input) has (\d+) connections already/;

/** What the instance's refusal means; `null` where it says more than we know. */
export const linkRefusal = ({ kind, text }: Problem, isRemoval: boolean): LinkRefusal => {
  const [, side, count] = FULL.exec(text) ?? [];
  if (side) return { kind: side === 'Output' ? 'output' : 'input', count: Number(count) };
  if (/linked already/.test(text)) return { kind: 'already' };
  if (kind === 'noAccess') return { kind: isRemoval ? 'remove' : 'sight' };
  return null;
};
