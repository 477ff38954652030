/** What was tried with which library, and how it went. */
export class Report {
  readonly rows: { readonly library: string; readonly what: string; readonly failure?: string }[] = [];

  constructor(private readonly print: (line: string) => void) {}

  /** Notes whether `attempt` succeeds; what comes after it is tried all the same. */
  async step(library: string, what: string, attempt: () => Promise<unknown>): Promise<void> {
    try {
      await attempt();
      this.rows.push({ library, what });
      this.print(`  ok      ${library}: ${what}`);
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.rows.push({ library, what, failure });
      this.print(`  FAILED  ${library}: ${what}\n${failure.replace(/^/gm, '            ')}`);
    }
  }

  get failures(): number {
    return this.rows.filter(({ failure }) => failure !== undefined).length;
  }
}
