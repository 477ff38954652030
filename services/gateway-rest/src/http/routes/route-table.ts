interface Route {
  readonly method: string;
  readonly pattern: RegExp;
}

/** What a request gets that no route answers. */
export type Verdict =
  | { readonly kind: 'redirect'; readonly path: string }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)))
      .join('/')}$`,
  );

const otherSpelling = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`);

/**
 * Knows all routes, to explain the requests that none of them answers (`docs/protocol/rest-graphql.md 1.1`): a known
 * path with another method, the other spelling of the trailing slash, or nothing at all.
 */
export class RouteTable {
  private readonly routes: Route[] = [];

  add(method: string, url: string): void {
    this.routes.push({ method, pattern: patternOf(url) });
  }

  explain(path: string): Verdict {
    const allowed = this.methodsAt(path);
    if (allowed.length > 0) return { kind: 'wrong-method', allowed };
    const other = otherSpelling(path);
    return this.methodsAt(other).length > 0 ? { kind: 'redirect', path: other } : { kind: 'unknown' };
  }

  private methodsAt(path: string): string[] {
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(found)];
  }
}
