import type { Credentials, GitPlatform } from '@unitfleet/contracts';

/** Where a platform's API may tell of one project, and with which headers it is asked. */
export interface PlatformAddress {
  /** The first that answers as an API does is it: a GitLab may lie below a path. */
  readonly projects: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** A platform that is known to have an API: no answer is a failure, not a plain Git host. */
  readonly isKnown: boolean;
}

const GITHUB_HOSTS = new Set(['github.com', 'www.github.com']);
const GITLAB_HOSTS = new Set(['gitlab.com']);
const GITHUB_API = 'https://api.github.com';
/** Folders that a GitLab may lie below. */
const MAX_DEPTH = 2;
/** A group and a project at least. */
const LEAST_SEGMENTS = 2;

export const isPublicGithub = (repositoryUrl: string): boolean =>
  GITHUB_HOSTS.has(new URL(repositoryUrl).hostname);

/** Segments of the project's path; `.git` is its ending alone (`docs/protocol/device.md`, oddity B14). */
const segmentsOf = (url: URL): string[] =>
  url.pathname
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean);

export const basicAuthorization = ({ username, patToken }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${patToken}`).toString('base64')}`;

const gitlabProjects = (url: URL): string[] => {
  const segments = segmentsOf(url);
  const depths = Math.max(0, Math.min(MAX_DEPTH, segments.length - LEAST_SEGMENTS));
  return Array.from({ length: depths + 1 }, (_, depth) => {
    const below = segments.slice(0, depth).map((segment) => `/${segment}`);
    return `${url.origin}${below.join('')}/api/v4/projects/${segments.slice(depth).join('%2F')}`;
  });
};

/**
 * The API of `docs/protocol/device.md 5.4`. GitHub has its API on a host of its own; a GitHub Enterprise server has it
 * under `/api/v3`.
 */
export const platformAddress = (
  platform: GitPlatform,
  repositoryUrl: string,
  credentials: Credentials | null,
): PlatformAddress => {
  const url = new URL(repositoryUrl);
  if (platform === 'Gitlab')
    return {
      projects: gitlabProjects(url),
      headers: credentials ? { 'private-token': credentials.patToken } : {},
      isKnown: GITLAB_HOSTS.has(url.hostname),
    };
  const base = GITHUB_HOSTS.has(url.hostname) ? GITHUB_API : `${url.origin}/api/v3`;
  return {
    projects: [`${base}/repos/${segmentsOf(url).join('/')}`],
    headers: {
      accept: 'application/vnd.github.v3+json',
      ...(credentials ? { authorization: basicAuthorization(credentials) } : {}),
    },
    isKnown: GITHUB_HOSTS.has(url.hostname),
  };
};
