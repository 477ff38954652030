import { posix } from 'node:path';

/** The one page: which view it shows is the matter of its own script. */
export const PAGE = 'index.html';

/** Files whose names change with their content. */
const HASHED = 'assets/';

const YEAR_S = 31_536_000;

/** The file that answers a path, without its leading slash: a path that names no file is a view of the page. */
export const fileFor = (path: string): string => {
  const isFile = path.startsWith(HASHED) || /\.\w+$/.test(posix.basename(path));
  return isFile ? path : PAGE;
};

/** `Cache-Control` of a file that is there. */
export const cachingOf = (file: string): string =>
  file.startsWith(HASHED) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
