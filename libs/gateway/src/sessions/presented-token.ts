import { SESSION_COOKIE } from './session-cookie';

/** Headers of a request, as Node has them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The token that a request brings, and whether a browser has brought it without its page knowing it. */
export interface PresentedToken {
  readonly token: string | undefined;
  readonly isCookie: boolean;
}

/** Carries a token (`docs/protocol/rest-graphql.md 1.3`). */
export const TOKEN_HEADER = 'x-auth-token';
const SESSION_HEADER = 'x-unitfleet-session';
const COOKIE_SESSION = 'cookie';
const COOKIE_PREFIX = `${SESSION_COOKIE}=`;

const first = (value: string | string[] | undefined): string | undefined => [value].flat()[0];

/** The session's token among the cookies, whoever sent them: only for callers that know the request to be a page's own. */
export const cookieToken = (headers: RequestHeaders): string | undefined =>
  first(headers['cookie'])
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(COOKIE_PREFIX))
    ?.slice(COOKIE_PREFIX.length) || undefined;

/**
 * Whether a page says `x-unitfleet-session: cookie`: its session is in the cookie. A page of another origin cannot say
 * so, for a browser would ask here first whether it may, and nobody answers that it may.
 */
export const asksByCookie = (headers: RequestHeaders): boolean =>
  first(headers[SESSION_HEADER]) === COOKIE_SESSION;

/**
 * The token of a request: of several headers the first counts, and any before the cookie. The cookie counts for pages
 * that say so, and where `isLink` for what the browser itself calls a page's own request: a link to a download cannot
 * say anything. `isLink` is for requests that change nothing alone.
 */
export const presentedToken = (headers: RequestHeaders, isLink = false): PresentedToken => {
  if (headers[TOKEN_HEADER] !== undefined) return { token: first(headers[TOKEN_HEADER]), isCookie: false };
  const isOfPage = asksByCookie(headers) || (isLink && first(headers['sec-fetch-site']) === 'same-origin');
  const token = isOfPage ? cookieToken(headers) : undefined;
  return { token, isCookie: token !== undefined };
};
