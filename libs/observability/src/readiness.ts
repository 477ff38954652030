/** Says whether one thing that a service cannot work without is there; throws with the reason when it is not. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** What a service needs in order to be ready; modules add their engines as they are set up. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** Runs all checks side by side; answers the reason of each that failed. */
  async failures(): Promise<Record<string, string>> {
    const results = await Promise.allSettled(this.checks.map((check) => check.check()));
    return Object.fromEntries(
      results.flatMap((result, index) =>
        result.status === 'rejected'
          ? [[this.checks[index]!.name, String(result.reason?.message ?? result.reason)]]
          : [],
      ),
    );
  }
}
