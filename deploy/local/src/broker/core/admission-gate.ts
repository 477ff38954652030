/**
 * Keeps devices out until somebody listens to them. A broker that starts has no sessions: what a device published before
 * the platform's own service has subscribed again would be acknowledged and lost. From then on the service's session
 * queues for it, also while it is away, so the gate never closes again.
 */
export class AdmissionGate {
  private isOpen: boolean;

  /** Null: there is nobody to wait for. */
  constructor(private readonly awaitedGroup: string | null) {
    this.isOpen = awaitedGroup === null;
  }

  /** `trusted`: who comes through a listener of the platform's own services, which never waits. */
  admits(trusted: boolean): boolean {
    return trusted || this.isOpen;
  }

  /** A session has joined a shared group. True: it is the first that was waited for. */
  joined(group: string | null, trusted: boolean): boolean {
    if (this.isOpen || !trusted || group !== this.awaitedGroup) return false;
    this.isOpen = true;
    return true;
  }
}
