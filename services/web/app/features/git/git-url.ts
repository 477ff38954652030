/** Addresses of repositories, as people paste them and as the instance wants them (`docs/protocol/rest-graphql.md 4.1`). */

const SSH = /^(?:ssh:\/\/)?git@([^:/]+)(?::\d+\/|[:/])(.+)$/;

/** The https address of what was pasted: without blanks and a last slash, from an SSH address too, ending in `.git`. */
export const repositoryUrlOf = (pasted: string): string => {
  const text = pasted.trim().replace(/\/+$/, '');
  if (text === '') return '';
  const [, host, path] = SSH.exec(text) ?? [];
  const url = host && path ? `https://${host}/${path}` : text;
  const whole = /^[a-z]+:\/\//i.test(url) ? url : `https://${url}`;
  return whole.endsWith('.git') ? whole : `${whole}.git`;
};

export type UrlFault = 'missing' | 'scheme' | 'login' | 'form';

/** What is wrong with an address, so that the form says it before the instance does. */
export const urlFault = (url: string): UrlFault | null => {
  if (url === '') return 'missing';
  if (!/^https?:\/\//.test(url)) return 'scheme';
  if (!URL.canParse(url) || /\s/.test(url)) return 'form';
  const { pathname, username, password, search, hash } = new URL(url);
  if (username + password !== '') return 'login';
  return pathname.length > '/.git'.length && search + hash === '' ? null : 'form';
};

export type Platform = 'GITHUB' | 'GITLAB';

/** Whose API the host speaks; most hosts of one's own are GitLab. */
export const platformOf = (url: string): Platform => {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return /github/i.test(host) ? 'GITHUB' : 'GITLAB';
};

/** `owner/name` of an address, for people to read. */
export const repositoryPath = (url: string): string =>
  URL.canParse(url)
    ? decodeURIComponent(new URL(url).pathname)
        .replace(/^\//, '')
        .replace(/\.git$/, '')
    : url;
