import { createHash } from 'node:crypto';
import type { Answer, Asked } from './fake-platform';

export interface PlayedRelease {
  readonly tag: string;
  readonly assets: readonly (readonly [name: string, url: string])[];
}

export interface PlayedApi {
  /** Path of the project at the platform: `group/sub/unit`. */
  readonly project: string;
  /** Newest first. */
  releases: readonly PlayedRelease[];
  sizeBytes?: number;
  /** Needed to see the project; a public one when left out. */
  readonly token?: string;
  /** Path below which the platform lies. */
  readonly below?: string;
  /** Questions that it still answers; 304 are free, as with a token. */
  questionsLeft?: number;
  /** Seconds since 1970 at which it answers again. */
  resetsAt?: number;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PAGE = { gitlab: 20, github: 30 } as const;

const paged = (asked: Asked, list: readonly unknown[], byDefault: number) => {
  const size = Math.min(100, Number(asked.query.get('per_page') ?? byDefault));
  const page = Number(asked.query.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(list.length / size));
  const next = page < pages ? page + 1 : null;
  const link: Record<string, string> = next
    ? { link: `<http://api.invalid${asked.path}?page=${next}>; rel="next"` }
    : {};
  return { part: list.slice((page - 1) * size, page * size), next, link };
};

const marked = (asked: Asked, body: unknown, headers: Record<string, string>): Answer => {
  const etag = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('hex')}"`;
  if (asked.headers['if-none-match'] === etag) return { status: 304, headers: { ...headers, etag } };
  return { body, headers: { ...JSON_TYPE, ...headers, etag } };
};

/** GitLab's REST API v4, as far as one project goes. */
export const gitlabApi =
  (api: PlayedApi) =>
  (asked: Asked): Answer => {
    const root = `${api.below ?? ''}/api/v4/projects/`;
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (!asked.path.startsWith(root))
      return { status: 404, body: '<html>Page not found</html>', headers: html };
    const token = asked.headers['private-token'];
    if (token !== undefined && token !== api.token && api.token)
      return { status: 401, body: { message: '401 Unauthorized' } };
    const [id = '', list, ...rest] = asked.path.slice(root.length).split('/');
    if (decodeURIComponent(id) !== api.project || rest.length > 0 || (api.token && token !== api.token))
      return { status: 404, body: { message: '404 Project Not Found' } };
    const answer = gitlabAnswer(api, asked, list, token !== undefined);
    if (answer.status === 304 || api.questionsLeft === undefined || api.questionsLeft-- > 0) return answer;
    return {
      status: 429,
      body: 'Retry later\n',
      headers: { 'content-type': 'text/plain', 'retry-after': '60', 'ratelimit-reset': String(api.resetsAt) },
    };
  };

const gitlabAnswer = (api: PlayedApi, asked: Asked, list: string | undefined, isKnown: boolean): Answer => {
  if (list === undefined) {
    const tellsSize = isKnown && asked.query.get('statistics') === 'true';
    const statistics = { repository_size: api.sizeBytes ?? 0 };
    return marked(
      asked,
      { id: 7, path_with_namespace: api.project, ...(tellsSize ? { statistics } : {}) },
      {},
    );
  }
  const { part, next, link } = paged(asked, api.releases, PAGE.gitlab);
  const body = (part as PlayedRelease[]).map(({ tag, assets }) => ({
    tag_name: tag,
    assets: {
      count: assets.length + 1,
      sources: [{ format: 'zip', url: `https://gitlab.invalid/${tag}.zip` }],
      links: assets.map(([name, url], id) => ({ id, name, url, direct_asset_url: url, link_type: 'other' })),
    },
  }));
  return marked(asked, body, { ...link, 'x-next-page': next ? String(next) : '' });
};

/** GitHub's REST API, as far as one repository goes. */
export const githubApi =
  (api: PlayedApi) =>
  (asked: Asked): Answer => {
    const path = `/api/v3/repos/${api.project}`;
    const expected = api.token && `Basic ${Buffer.from(`maker:${api.token}`).toString('base64')}`;
    const given = asked.headers.authorization;
    if (given !== undefined && expected && given !== expected)
      return { status: 401, body: { message: 'Bad credentials', documentation_url: 'https://docs' } };
    if ((asked.path !== path && asked.path !== `${path}/releases`) || (expected && given !== expected))
      return { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs' } };
    const answer = githubAnswer(api, asked, asked.path === path);
    if (answer.status === 304 || api.questionsLeft === undefined || api.questionsLeft-- > 0) return answer;
    const limits = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(api.resetsAt) };
    return {
      status: 403,
      body: { message: 'API rate limit exceeded' },
      headers: { ...JSON_TYPE, ...limits },
    };
  };

const githubAnswer = (api: PlayedApi, asked: Asked, isProject: boolean): Answer => {
  if (isProject) return marked(asked, { id: 7, size: Math.ceil((api.sizeBytes ?? 0) / 1_024) }, {});
  const { part, link } = paged(asked, api.releases, PAGE.github);
  const body = (part as PlayedRelease[]).map(({ tag, assets }) => ({
    tag_name: tag,
    draft: false,
    assets: assets.map(([name, url]) => ({ name, browser_download_url: url, size: 1 })),
  }));
  return marked(asked, body, link);
};
