import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UpdateError, messageOf } from '../errors';
import { Disk, createDisk } from './disk';
import { FailedVersion, Journal, readFailure, readJournal, writeDocument } from './journal';
import type { UpdatePlan } from './plan-update';
import { UpdateFolder } from './update-folder';

/** What `recover` found and did. */
export type Recovery = 'nothing' | 'completed' | 'trial' | 'reverted';

/**
 * The versions on a device's disk: the one that runs, the one before it, and the one that is to come. Each method
 * may be cut off anywhere, by `kill -9` or a power failure: `recover` then ends with all files of one version in
 * place, the old one or the new one.
 */
export class VersionStore {
  readonly folder: UpdateFolder;

  constructor(
    deviceFolder: string,
    private readonly disk: Disk = createDisk(),
  ) {
    this.folder = new UpdateFolder(deviceFolder);
  }

  /** The version that was put in place and has not been confirmed yet. */
  get trial(): Journal | undefined {
    const journal = readJournal(this.folder);
    return journal?.phase === 'trial' ? journal : undefined;
  }

  /** The version that is staged and not yet in place. */
  get staged(): Journal | undefined {
    const journal = readJournal(this.folder);
    return journal?.phase === 'swapping' ? journal : undefined;
  }

  get failure(): FailedVersion | undefined {
    return readFailure(this.folder);
  }

  /**
   * Writes the new files beside the old ones and copies those that they will replace. Nothing of the program has
   * changed then; `commit` is next. Throws `UpdateError` while a version is on trial.
   */
  stage(plan: UpdatePlan, from: string): void {
    if (readJournal(this.folder)) throw new UpdateError('the version in place has not been confirmed yet');
    this.disk.makeFolder(this.folder.root);
    this.disk.remove(this.folder.confirmed);
    this.disk.remove(this.folder.previous);
    this.disk.remove(this.folder.staged);
    for (const { name, target, existed } of plan.files) {
      const entry = plan.entries.get(name);
      if (!entry) throw new UpdateError(`${name} is planned, but not there`);
      const staged = join(this.folder.staged, name);
      this.disk.makeFolder(dirname(staged));
      this.disk.write(staged, entry.data, entry.mode | 0o600);
      if (!existed) continue;
      const previous = join(this.folder.previous, name);
      this.disk.makeFolder(dirname(previous));
      this.disk.copy(this.folder.pathOf(target), previous);
    }
    const { files, folders, version: to } = plan;
    this.record({ id: randomUUID(), phase: 'swapping', from, to, files, folders, starts: 0 });
  }

  /** Puts what was staged in place. If that fails the old files are put back and `UpdateError` is thrown. */
  commit(): void {
    const journal = this.staged;
    if (!journal) throw new UpdateError('no new version is staged');
    try {
      for (const folder of journal.folders) this.disk.makeFolder(this.folder.pathOf(folder));
      for (const { name, target } of journal.files) {
        const staged = join(this.folder.staged, name);
        // What is not staged any more was put in place before an interruption.
        if (isThere(staged)) this.disk.move(staged, this.folder.pathOf(target));
      }
    } catch (error) {
      const reason = `its files could not be put in place: ${messageOf(error)}`;
      this.revert(reason);
      throw new UpdateError(`${journal.to}: ${reason}`, { cause: error });
    }
    this.record({ ...journal, phase: 'trial' });
  }

  /** What was staged is not put in place after all; nothing of the program has changed. */
  abandon(): void {
    if (!this.staged) return;
    this.disk.remove(this.folder.journal);
    this.clean();
  }

  /** Removes what was downloaded. */
  discardDownloads(): void {
    this.clean();
    this.disk.removeEmptyFolder(this.folder.root);
  }

  /** Takes up what an interruption left. To be called before the program uses its files. */
  recover(): Recovery {
    const journal = readJournal(this.folder);
    if (!journal) {
      this.clean();
      return 'nothing';
    }
    if (journal.phase === 'trial') return 'trial';
    if (journal.phase === 'reverting') {
      this.revert(journal.reason);
      return 'reverted';
    }
    try {
      this.commit();
      return 'completed';
    } catch (error) {
      if (error instanceof UpdateError) return 'reverted';
      throw error;
    }
  }

  /** Counts one more start (or, with -1, one less) of the version on trial. */
  countStart(by = 1): void {
    const journal = this.trial;
    if (journal) this.record({ ...journal, starts: journal.starts + by });
  }

  /** The version on trial works; the files before it are kept until the next update. */
  confirm(): void {
    const journal = this.trial;
    if (!journal) return;
    this.disk.move(this.folder.journal, this.folder.confirmed);
    this.disk.remove(this.folder.failure);
    this.disk.remove(this.folder.staged);
  }

  /** Takes a version back that nobody has started, which says nothing about it. */
  withdrawTrial(): void {
    if (this.trial) this.revert();
  }

  /** Puts the old files back; with a reason, remembers that the version failed. */
  revert(reason?: string): void {
    const journal = readJournal(this.folder);
    if (!journal) return;
    const reverting: Journal = { ...journal, phase: 'reverting', reason: journal.reason ?? reason };
    this.record(reverting);
    const stuck = this.putBack(journal);
    const said = [reverting.reason, ...stuck].filter((text) => text !== undefined).join('; ');
    this.rememberFailure({ ...reverting, reason: said === '' ? undefined : said });
    this.disk.remove(this.folder.journal);
    this.clean();
  }

  /** The failure is in the device's log now. */
  markReported(): void {
    const failure = this.failure;
    if (failure) writeDocument(this.disk, this.folder.failure, { ...failure, reported: true });
  }

  /** Returns what could not be put back; a device that goes on with the rest can be updated again. */
  private putBack({ files, folders }: Journal): string[] {
    const stuck: string[] = [];
    for (const { name, target, existed } of files) {
      const previous = join(this.folder.previous, name);
      const path = this.folder.pathOf(target);
      try {
        // What is not kept any more was put back before an interruption.
        if (existed && isThere(previous)) this.disk.move(previous, path);
        else if (!existed) this.disk.remove(path);
      } catch (error) {
        stuck.push(`${target} could not be put back: ${messageOf(error)}`);
      }
    }
    for (const folder of [...folders].reverse()) this.disk.removeEmptyFolder(this.folder.pathOf(folder));
    return stuck;
  }

  private rememberFailure({ id, to, reason }: Journal): void {
    const before = this.failure;
    if (reason === undefined || before?.id === id) return;
    const count = before?.version === to ? before.count + 1 : 1;
    const failure: FailedVersion = { id, version: to, reason, at: Date.now(), count, reported: false };
    writeDocument(this.disk, this.folder.failure, failure);
  }

  /** The files before the version that runs stay; only what nobody will ask for goes. */
  private clean(): void {
    const staged = readJournal(this.folder) ? [] : [this.folder.staged];
    for (const leftover of [...staged, this.folder.downloads]) {
      if (existsSync(leftover)) this.disk.remove(leftover);
    }
  }

  private record(journal: Journal): void {
    writeDocument(this.disk, this.folder.journal, journal);
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
