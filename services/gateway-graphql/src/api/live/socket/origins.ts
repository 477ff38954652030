/** Which pages may open a socket here. */
export class Origins {
  private readonly allowed: ReadonlySet<string>;

  /** @param domain `PU_DOMAIN`, with a port where it has one. */
  constructor(
    private readonly domain: string,
    allowed: readonly string[],
  ) {
    this.allowed = new Set(allowed);
  }

  /** Clients that are no browsers send none. */
  permits(origin: string | undefined): boolean {
    if (origin === undefined || this.allowed.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === this.domain.toLowerCase();
  }
}
