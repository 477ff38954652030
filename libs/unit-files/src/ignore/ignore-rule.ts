import type { Effort } from './effort';
import { compileSegment } from './segment-glob';

/** A line of `.pepeignore` that says something. */
export interface IgnoreRule {
  /** `!`: takes back what earlier rules said. */
  readonly isNegated: boolean;
  /** Whether the rule is about this path, given as its segments. */
  matches(segments: readonly string[], isFolder: boolean, effort: Effort): boolean;
}

/** Any number of folders, also none. */
const ANYWHERE = '**';
/** In place of a name, a rule that ends so is about what is inside, and about a folder itself. */
type Step = typeof ANYWHERE | ((name: string, effort: Effort) => boolean);

const trimmed = (line: string): string => (line.endsWith('\\ ') ? line.trimStart() : line.trim());

const withoutRepeats = (names: readonly string[]): string[] =>
  names.filter((name, index) => index === 0 || name !== ANYWHERE || names[index - 1] !== ANYWHERE);

/** Where the path may stand after these steps: how many of its segments they can take, in rising order. */
const reach = (steps: readonly Step[], segments: readonly string[], effort: Effort): number[] => {
  let positions = [0];
  for (const step of steps) {
    const [first] = positions;
    if (first === undefined) break;
    effort.spend(segments.length - first + 1);
    positions =
      step === ANYWHERE
        ? Array.from({ length: segments.length - first + 1 }, (_, more) => first + more)
        : positions
            .filter((position) => position < segments.length && step(segments[position]!, effort))
            .map((position) => position + 1);
  }
  return positions;
};

/** Steps of a pattern, and whether it asks for something inside of what they name; null for none. */
const readSteps = (pattern: string): { steps: Step[]; isInside: boolean } | null => {
  const names = withoutRepeats(pattern.split('/'));
  const isUnanchored = names.length === 1 || (names.length === 2 && names[1] === '');
  if (names[0] === '') names.shift();
  else if (isUnanchored && names[0] !== ANYWHERE) names.unshift(ANYWHERE);
  // `/**/` asks for a name between two slashes, which no path has.
  if (names.length === 0 || (pattern.startsWith('/') && names.join('/') === '**/')) return null;
  const last = names.at(-1);
  const isInside = names.length > 1 && (last === '' || last === ANYWHERE);
  if (isInside) names.pop();
  const steps: Step[] = [];
  for (const name of names) {
    const step = name === ANYWHERE ? ANYWHERE : compileSegment(name);
    if (step === null) return null;
    steps.push(step);
  }
  return { steps, isInside };
};

/**
 * Reads a line as *gitwildmatch* does (`docs/protocol/device.md 3.2`); null for an empty line, a comment, and what is
 * no pattern, which is skipped as git skips it. A pattern about a folder is about everything in it, and one that ends
 * in `/**` is also about the folder itself, as it is when a folder is looked at.
 */
export const parseIgnoreRule = (line: string): IgnoreRule | null => {
  const text = trimmed(line);
  if (text === '' || text === '/' || text.startsWith('#')) return null;
  const isNegated = text.startsWith('!');
  const read = readSteps(isNegated ? text.slice(1) : text);
  if (read === null) return null;
  const { steps, isInside } = read;
  return {
    isNegated,
    matches: (segments, isFolder, effort) => {
      const least = steps.length > 0 && steps.every((step) => step === ANYWHERE) ? 1 : 0;
      const most = isInside && !isFolder ? segments.length - 1 : segments.length;
      return reach(steps, segments, effort).some((position) => position >= least && position <= most);
    },
  };
};
