import { digest } from '../platform/bytes';
import { NodeState } from './node-state';

/** Longer texts are remembered by digest, so that a node's state stays small whatever it sends. UTF-16 units. */
const LONGEST_REMEMBERED = 256;
const SURROGATE = /[\ud800-\udfff]/;

/**
 * Slice by Unicode code points: negative indexes count from the end, both are clamped, `null` is open
 * (docs/protocol/datapipe.md 2.5, decisions.md DataPipe 10).
 */
export function sliceCodePoints(text: string, start: number | null, end: number | null): string {
  const [from, until] = [start ?? 0, end ?? undefined];
  return SURROGATE.test(text) ? Array.from(text).slice(from, until).join('') : text.slice(from, until);
}

/** Whether the text is the last one that {@link rememberText} saw for the node. */
export function isRemembered(state: NodeState, text: string): boolean {
  if (text.length <= LONGEST_REMEMBERED) return !state.lastTextIsDigest && state.lastText === text;
  return state.lastTextIsDigest && state.lastText === digest(text);
}

export function rememberText(state: NodeState, text: string): void {
  state.lastTextIsDigest = text.length > LONGEST_REMEMBERED;
  state.lastText = state.lastTextIsDigest ? digest(text) : text;
  state.lastNumber = NaN;
}
