import type { Credentials, GitPlatform } from '@unitfleet/contracts';

/** Where a platform's API tells of one project, and with which headers it is asked. */
export interface PlatformAddress {
  readonly project: string;
  readonly headers: Readonly<Record<string, string>>;
}

const GITHUB_HOSTS = new Set(['github.com', 'www.github.com']);

const projectPath = (url: URL): string => url.pathname.slice(1).replaceAll('.git', '');

export const basicAuthorization = ({ username, patToken }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${patToken}`).toString('base64')}`;

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
  const path = projectPath(url);
  if (platform === 'Gitlab')
    return {
      project: `${url.origin}/api/v4/projects/${path.replaceAll('/', '%2F')}`,
      headers: credentials ? { 'private-token': credentials.patToken } : {},
    };
  const base = GITHUB_HOSTS.has(url.hostname) ? 'https://api.github.com' : `${url.origin}/api/v3`;
  return {
    project: `${base}/repos/${path}`,
    headers: {
      accept: 'application/vnd.github.v3+json',
      ...(credentials ? { authorization: basicAuthorization(credentials) } : {}),
    },
  };
};
