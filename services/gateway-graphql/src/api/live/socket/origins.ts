/** Which pages may open a socket here. */
export class Origins {
  private readonly allowed: ReadonlySet<string>;

  /** @param domain `PU_DOMAIN`, with a port where it has one. @param isSecure `PU_SECURE`. */
  constructor(
    private readonly domain: string,
    private readonly isSecure: boolean,
    allowed: readonly string[],
  ) {
    this.allowed = new Set(allowed);
  }

  /** Clients that are no browsers send none. */
  permits(origin: string | undefined): boolean {
    if (origin === undefined || this.allowed.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === this.domain.toLowerCase();
  }

  /** Whether it is a page of the instance, which may use the browser's session; the allowed ones of others may not. */
  isOwn(origin: string | undefined): boolean {
    if (origin === undefined || !URL.canParse(origin)) return false;
    const { host, protocol } = new URL(origin);
    return host === this.domain.toLowerCase() && (protocol === 'https:' || !this.isSecure);
  }
}
