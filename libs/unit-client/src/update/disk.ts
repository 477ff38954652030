import {
  closeSync,
  copyFileSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Everything that an update changes on the disk goes through here, one step after another, each on the disk before
 * the next begins. A test counts the steps and pulls the plug at each of them.
 */
export interface Disk {
  write(path: string, data: Buffer | string, mode?: number): void;
  /** Replaces `to` in one step, also when both lie on different disks. */
  move(from: string, to: string): void;
  /** A link is copied as a link. */
  copy(from: string, to: string): void;
  makeFolder(path: string): void;
  /** A file or a folder with all that it holds; nothing there is no error. */
  remove(path: string): void;
  /** Leaves a folder that holds something. */
  removeEmptyFolder(path: string): void;
}

/** @param settle puts what was written on the disk itself; a test that never loses power can do without */
export function createDisk(settle: (path: string) => void = flush): Disk {
  const disk: Disk = {
    write(path, data, mode = 0o644) {
      writeFileSync(path, data, { mode });
      settle(path);
      settle(dirname(path));
    },
    move(from, to) {
      try {
        renameSync(from, to);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        const beside = `${to}.unit-update`;
        disk.copy(from, beside);
        renameSync(beside, to);
        rmSync(from, { force: true });
      }
      settle(dirname(to));
    },
    copy(from, to) {
      rmSync(to, { force: true });
      if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
      else copyFileSync(from, to);
      settle(to);
      settle(dirname(to));
    },
    makeFolder(path) {
      mkdirSync(path, { recursive: true });
      settle(dirname(path));
    },
    remove(path) {
      rmSync(path, { recursive: true, force: true });
    },
    removeEmptyFolder(path) {
      try {
        rmdirSync(path);
      } catch (error) {
        if (!LEFT_ALONE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
    },
  };
  return disk;
}

const LEFT_ALONE = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR']);

/** Some systems cannot flush a folder, and a link's target may be gone: the data are as safe as they can be there. */
function flush(path: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    fsyncSync(file);
  } catch {
    return;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
