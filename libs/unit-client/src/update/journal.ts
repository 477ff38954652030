import { readFileSync } from 'node:fs';
import type { Disk } from './disk';
import type { UpdateFolder } from './update-folder';

/** One file of a new version. */
export interface JournalFile {
  /** Its name below `staged` and `previous`. */
  name: string;
  /** Where it belongs, relative to the device's folder. */
  target: string;
  /** Whether there was such a file before. */
  existed: boolean;
}

/**
 * What has been decided about a new version, so that whoever comes next goes on with it:
 * - `swapping`: all new files are staged and checked, all old ones copied; the new ones are being put in place
 * - `trial`: the new version is in place and has yet to confirm that it works
 * - `reverting`: the old files are being put back
 */
export interface Journal {
  id: string;
  phase: 'swapping' | 'trial' | 'reverting';
  from: string;
  to: string;
  files: JournalFile[];
  /** Folders that were not there before, relative to the device's folder, outer ones first. */
  folders: string[];
  /** How often the new version has been started. */
  starts: number;
  /** Why the old files are being put back. */
  reason?: string;
}

/** A version that was taken back. */
export interface FailedVersion {
  /** The journal's. */
  id: string;
  version: string;
  reason: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** How often in a row this version has failed. */
  count: number;
  /** Whether the device's log has it. */
  reported: boolean;
}

export function readJournal(folder: UpdateFolder): Journal | undefined {
  return readDocument<Journal>(folder.journal);
}

export function readFailure(folder: UpdateFolder): FailedVersion | undefined {
  return readDocument<FailedVersion>(folder.failure);
}

/** Readers see the old document or the new one, never half of it. */
export function writeDocument(disk: Disk, path: string, document: object): void {
  const beside = `${path}.new`;
  disk.write(beside, `${JSON.stringify(document, null, 1)}\n`);
  disk.move(beside, path);
}

function readDocument<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
