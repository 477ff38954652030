import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArchive } from '../archive';
import { replaceFile } from '../device-files';
import { UpdateError } from '../errors';
import { DeviceLayout, UpdatePlan, planUpdate } from './plan-update';
import type { UpdatePolicy } from './update-policy';
import type { VersionStore } from './version-store';

const LONGEST_RETRY_MS = 86_400_000;

/** Takes a downloaded version in, one step at a time (docs/protocol/device.md 5, 7.1). */
export class SelfUpdate {
  private readonly layout: DeviceLayout;

  constructor(
    private readonly store: VersionStore,
    private readonly policy: UpdatePolicy,
    private readonly paths: { envFilePath: string; schemaFilePath: string; logFilePath?: string },
  ) {
    const log = paths.logFilePath === undefined ? [] : [store.folder.nameOf(paths.logFilePath)];
    const compiled = policy.compiledProgram === undefined ? [] : [policy.compiledProgram];
    const { keepFiles, requiredFiles } = policy;
    this.layout = {
      ...paths,
      keepFiles: [...keepFiles, ...log],
      requiredFiles: requiredFiles.filter((name) => !compiled.includes(name)),
    };
  }

  /** Why `version` is not to be tried now; undefined if it may be. */
  refusal(version: string, now = Date.now()): string | undefined {
    const failure = this.store.failure;
    if (failure?.version !== version) return undefined;
    const pause = Math.min(LONGEST_RETRY_MS, this.policy.retryFailedAfterMs * 2 ** (failure.count - 1));
    const until = failure.at + pause;
    // A clock that was set back must not keep a device from its updates for ever.
    if (now >= until || now < failure.at) return undefined;
    return `it was taken back (${failure.reason}) and is not tried again before ${new Date(until).toISOString()}`;
  }

  /** A fresh folder for downloads; `discardDownloads` removes it. */
  downloadFolder(): string {
    const { downloads } = this.store.folder;
    rmSync(downloads, { recursive: true, force: true });
    mkdirSync(downloads, { recursive: true });
    return downloads;
  }

  discardDownloads(): void {
    this.store.discardDownloads();
  }

  /** Checks a version and puts its files beside those in place. Throws with nothing of the program changed. */
  stage(archivePath: string, unitUuid: string, runningVersion: string, compiledPath?: string): void {
    this.store.stage(this.plan(archivePath, unitUuid, compiledPath), runningVersion);
  }

  /** Puts what was staged in place. Throws `UpdateError` with the old version in place. */
  commit(): void {
    this.store.commit();
  }

  /** Undoes `stage`. */
  abandon(): void {
    this.store.abandon();
  }

  /** Takes only the two documents of an archive, the one that carries the version last. */
  installDocuments(archivePath: string, unitUuid: string): void {
    const { entries } = this.plan(archivePath, unitUuid);
    for (const [name, path] of [
      ['schema.json', this.paths.schemaFilePath],
      ['env.json', this.paths.envFilePath],
    ] as const) {
      replaceFile(path, entries.get(name)?.data ?? Buffer.alloc(0));
    }
  }

  private plan(archivePath: string, unitUuid: string, compiledPath?: string): UpdatePlan {
    const entries = readArchive(readFileSync(archivePath));
    const { compiledProgram } = this.policy;
    if (compiledPath !== undefined && compiledProgram !== undefined) {
      const data = readFileSync(compiledPath);
      if (data.length === 0) throw new UpdateError('the compiled program is empty');
      entries.push({ path: compiledProgram, kind: 'file', mode: 0o755, data });
    }
    return planUpdate(entries, this.store.folder, this.layout, unitUuid);
  }
}

export function deviceFolderOf(envFilePath: string): string {
  return dirname(envFilePath);
}

export function downloadPaths(folder: string): { archive: string; compiled: string } {
  return { archive: join(folder, 'update.tgz'), compiled: join(folder, 'program') };
}
