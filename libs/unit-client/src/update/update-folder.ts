import { join, relative, resolve, sep } from 'node:path';

/** The name, in the device's folder, of what an update needs; no archive may bring files of that name. */
export const UPDATE_FOLDER = '.unit-update';

/** Where an update keeps what; all on the device's own disk, so that a file is put in place by renaming it. */
export class UpdateFolder {
  readonly root: string;
  /** What is being downloaded. */
  readonly downloads: string;
  /** The new files, checked, until they are put in place. */
  readonly staged: string;
  /** The files that the new ones replaced. */
  readonly previous: string;
  /** There is one from the decision to update until the new version is confirmed or taken back. */
  readonly journal: string;
  /** The journal of the version that runs now: tells what `previous` holds. */
  readonly confirmed: string;
  /** The version that was taken back, and why. */
  readonly failure: string;

  constructor(readonly device: string) {
    this.root = join(resolve(device), UPDATE_FOLDER);
    this.downloads = join(this.root, 'downloads');
    this.staged = join(this.root, 'staged');
    this.previous = join(this.root, 'previous');
    this.journal = join(this.root, 'journal.json');
    this.confirmed = join(this.root, 'confirmed.json');
    this.failure = join(this.root, 'failure.json');
  }

  /** The path of a file of the device, relative to its folder, with `/`. */
  nameOf(path: string): string {
    return relative(resolve(this.device), resolve(path)).split(sep).join('/');
  }

  /** The inverse of `nameOf`. */
  pathOf(name: string): string {
    return resolve(this.device, name);
  }
}
