/** A subscription as a client wrote it, taken apart. */
export interface ParsedFilter {
  /** As it came, `$share/...` included: the key under which the session holds it. */
  readonly raw: string;
  readonly filter: string;
  /** Name of the shared group, or null for an ordinary subscription. */
  readonly group: string | null;
}

const SHARE = '$share/';
/** The older way to share: one group for everybody. */
const QUEUE = '$queue/';

/** Removes `$share/<group>/` and checks the rest; null when it is not a filter. */
export function parseFilter(raw: string): ParsedFilter | null {
  if (raw.startsWith(QUEUE)) {
    const filter = raw.slice(QUEUE.length);
    return validFilter(filter) ? { raw, filter, group: '$queue' } : null;
  }
  if (!raw.startsWith(SHARE)) return validFilter(raw) ? { raw, filter: raw, group: null } : null;
  const slash = raw.indexOf('/', SHARE.length);
  const group = raw.slice(SHARE.length, slash);
  const filter = raw.slice(slash + 1);
  if (slash < 0 || group === '' || /[+#]/.test(group) || !validFilter(filter)) return null;
  return { raw, filter, group };
}

/** U+FFFD is what bytes that are not UTF-8 decode to; MQTT forbids both it and NUL's meaning in a topic. */
function wellFormed(text: string): boolean {
  return text !== '' && !text.includes('\0') && !text.includes('\uFFFD');
}

export function validTopic(topic: string): boolean {
  return wellFormed(topic) && !topic.includes('+') && !topic.includes('#');
}

function validFilter(filter: string): boolean {
  if (!wellFormed(filter)) return false;
  const levels = filter.split('/');
  return levels.every(
    (level, i) =>
      level === '+' ||
      (level === '#' && i === levels.length - 1) ||
      !(level.includes('+') || level.includes('#')),
  );
}

export function levelsOf(topic: string): number {
  let levels = 1;
  for (let i = 0; i < topic.length; i++) if (topic.charCodeAt(i) === 47) levels++;
  return levels;
}

export function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
}

/**
 * Whether a rule's filter covers a topic or another filter. Everything the requested filter could match must be
 * inside the rule: `a/+` does not cover `a/#`. Wildcards at the first level leave `$`-topics alone.
 */
export function covers(rule: readonly string[], requested: readonly string[]): boolean {
  const first = rule[0];
  if ((first === '+' || first === '#') && requested[0]?.startsWith('$')) return false;
  for (let i = 0; i < rule.length; i++) {
    if (rule[i] === '#') return true;
    const level = requested[i];
    if (level === undefined || level === '#') return false;
    if (rule[i] !== '+' && rule[i] !== level) return false;
  }
  return rule.length === requested.length;
}

/** FNV-1a over the UTF-16 units: spreads topics over the members of a shared group. */
export function hashTopic(topic: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < topic.length; i++) hash = Math.imul(hash ^ topic.charCodeAt(i), 0x01000193);
  // The low bits of FNV-1a are weak for short keys; fold the high ones in before a modulo.
  return (hash ^ (hash >>> 15)) >>> 0;
}
