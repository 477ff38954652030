import { isWatched } from '../launch/launcher-signs';
import type { FailedVersion, Journal } from './journal';
import type { UpdatePolicy } from './update-policy';
import type { VersionStore } from './version-store';

/**
 * A new version's time to prove itself. Under a launcher only the confirmation is made here; without one the new
 * version watches itself: each start is counted, and one that comes to no confirmation takes the version back.
 */
export class Trial {
  private deadline?: NodeJS.Timeout;
  private healthyTimer?: NodeJS.Timeout;
  /** Set if it is this process that is on trial: after `no_restart` the one before still runs. */
  private ownId?: string;

  constructor(
    private readonly store: VersionStore,
    private readonly policy: UpdatePolicy,
  ) {}

  /**
   * To be called at the start of the program. Returns false if the version has used up its starts and was taken
   * back; this process then runs what is not there any more and has to end.
   */
  begin(takenBack: () => void): boolean {
    const trial = this.store.trial;
    this.ownId = trial?.id;
    if (!trial || isWatched(this.store.folder.device)) return true;
    if (trial.starts >= this.policy.maxStarts) {
      this.store.revert(`it ended ${trial.starts} times before it confirmed that it works`);
      return false;
    }
    this.count(1);
    this.deadline = setTimeout(() => {
      if (this.store.trial?.id !== trial.id) return;
      this.store.revert(`it did not confirm that it works within ${this.policy.confirmWithinMs} ms`);
      takenBack();
    }, this.policy.confirmWithinMs).unref();
    return true;
  }

  /** The version does what it should; it is confirmed if it still runs a little later. */
  healthy(confirmed: (version: string) => void): void {
    const trial = this.own;
    if (!trial || this.healthyTimer || this.policy.confirmation === 'manual') return;
    this.healthyTimer = setTimeout(() => {
      if (this.own) this.confirm(confirmed);
    }, this.policy.healthyAfterMs).unref();
  }

  confirm(confirmed: (version: string) => void): void {
    const trial = this.own;
    if (!trial) return;
    this.stop();
    this.store.confirm();
    this.ownId = undefined;
    confirmed(trial.to);
  }

  /** The journal of the version that this process runs, as long as it is not confirmed. */
  get own(): Journal | undefined {
    if (this.ownId === undefined) return undefined;
    const trial = this.store.trial;
    return trial?.id === this.ownId ? trial : undefined;
  }

  /** A failure that the device's log does not have yet. */
  unreportedFailure(): FailedVersion | undefined {
    const failure = this.store.failure;
    return failure && !failure.reported ? failure : undefined;
  }

  /** The program ends because somebody wants it to, which says nothing about the version. */
  end(): void {
    this.stop();
    if (this.own && !isWatched(this.store.folder.device)) this.count(-1);
    this.ownId = undefined;
  }

  private stop(): void {
    clearTimeout(this.deadline);
    clearTimeout(this.healthyTimer);
  }

  /** A full disk is no reason not to start. */
  private count(by: number): void {
    try {
      this.store.countStart(by);
    } catch {
      return;
    }
  }
}
