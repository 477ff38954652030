import type { TrialMessage } from '../check/work';

/** A line that says when its message came: a date and time, then white space. */
const STAMP = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?(?:[ \t]+|$)/;

export interface ReadMessages {
  readonly messages: readonly TrialMessage[];
  /** Lines left out, because there are more than a run takes. */
  readonly leftOut: number;
}

/** As many as a dry run on the instance takes. */
export const MOST_MESSAGES = 10_000;

/**
 * Reads messages, one a line; empty lines are none. A time in front of one counts as UTC where it has no zone. One without
 * comes `everyMs` after the one before; the first at `firstMs`.
 */
export const readMessages = (
  text: string,
  { firstMs, everyMs }: { firstMs: number; everyMs: number },
): ReadMessages => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  let lastMs = firstMs - everyMs;
  const messages = lines.slice(0, MOST_MESSAGES).map((line): TrialMessage => {
    const [stamp, time = '', zone = 'Z'] = STAMP.exec(line) ?? [];
    const stampMs = stamp ? Date.parse(time.replace(' ', 'T') + zone) : NaN;
    const isStamped = Number.isFinite(stampMs);
    lastMs = isStamped ? stampMs : lastMs + everyMs;
    return { payload: isStamped ? line.slice(stamp!.length) : line, timeMs: lastMs };
  });
  return { messages, leftOut: Math.max(0, lines.length - MOST_MESSAGES) };
};

/** Writes a message as `readMessages` reads it. `null`: it has line breaks that mean something, and no line can hold it. */
export const writeMessage = ({ payload, timeMs }: TrialMessage): string | null => {
  const time = new Date(timeMs).toISOString();
  if (!/[\r\n]/.test(payload)) return `${time} ${payload}`;
  try {
    JSON.parse(payload);
  } catch {
    return null;
  }
  // In JSON line breaks stand only where white space may.
  return `${time} ${payload.replace(/[\r\n]+/g, ' ')}`;
};
