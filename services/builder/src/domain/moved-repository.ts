const MOVED = new Set([301, 302, 303, 307, 308]);
/** What git asks for first; a host that knows git answers with the same path elsewhere. */
const QUESTION = '/info/refs?service=git-upload-pack';

/** Where the repository is, when the answer to git's first question says that it is elsewhere; null otherwise. */
export const movedRepository = (
  asked: string,
  status: number,
  location: string | string[] | undefined,
): string | null => {
  if (!MOVED.has(status) || typeof location !== 'string' || !URL.canParse(location, asked)) return null;
  const target = new URL(location, asked);
  const isAllowed =
    target.protocol === 'https:' || (target.protocol === 'http:' && asked.startsWith('http:'));
  if (!isAllowed || target.username || target.password || !target.href.endsWith(QUESTION)) return null;
  return target.href.slice(0, -QUESTION.length);
};
