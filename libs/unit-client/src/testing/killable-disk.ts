import { readFileSync, writeFileSync } from 'node:fs';
import { Disk, createDisk } from '../update/disk';

/** Nothing loses power here. */
export const quickDisk = createDisk(() => undefined);

export class Killed extends Error {}

/**
 * A disk whose process is killed at one of its steps: that step happens half, if it can, and nothing happens any
 * more after it, not even what the code would do to clean up.
 */
export class KillableDisk implements Disk {
  steps = 0;
  isDead = false;

  /** @param killAt the step, from 0, that is interrupted */
  constructor(private readonly killAt = Infinity) {}

  write(path: string, data: Buffer | string, mode?: number): void {
    this.step(
      () => quickDisk.write(path, data, mode),
      () => writeFileSync(path, Buffer.from(data).subarray(0, Buffer.byteLength(data) / 2)),
    );
  }

  move(from: string, to: string): void {
    this.step(() => quickDisk.move(from, to));
  }

  copy(from: string, to: string): void {
    this.step(
      () => quickDisk.copy(from, to),
      () => writeFileSync(to, readFileSync(from).subarray(0, 1)),
    );
  }

  makeFolder(path: string): void {
    this.step(() => quickDisk.makeFolder(path));
  }

  remove(path: string): void {
    this.step(() => quickDisk.remove(path));
  }

  removeEmptyFolder(path: string): void {
    this.step(() => quickDisk.removeEmptyFolder(path));
  }

  private step(whole: () => void, half: () => void = () => undefined): void {
    if (this.isDead) throw new Killed();
    this.steps += 1;
    if (this.steps <= this.killAt) return whole();
    this.isDead = true;
    half();
    throw new Killed();
  }
}
