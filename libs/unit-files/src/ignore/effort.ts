import { DomainError } from '@unitfleet/contracts';

/** Steps of a comparison; a process that takes them does nothing else for a second or so. */
const MAX_STEPS = 50_000_000;

/** What the comparison of one set of rules with the files of one commit may cost: both come from strangers. */
export class Effort {
  private left = MAX_STEPS;

  /** @throws DomainError GitRepo when it was too much. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0)
      throw new DomainError('GitRepo', 'the rules of .pepeignore take too long for so many files');
  }
}
