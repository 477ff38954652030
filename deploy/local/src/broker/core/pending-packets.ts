import type { WithheldLimits } from '../options';
import type { Frame } from './frame-reader';

/** Packets that must wait for the ones before them; says when to stop reading the socket and when to go on. */
export class PendingPackets {
  private frames: Frame[] = [];
  private bytes = 0;

  constructor(private readonly limits: WithheldLimits) {}

  get size(): number {
    return this.frames.length;
  }

  get full(): boolean {
    return this.frames.length >= this.limits.packets || this.bytes >= this.limits.bytes;
  }

  get roomy(): boolean {
    return this.frames.length * 2 <= this.limits.packets && this.bytes * 2 <= this.limits.bytes;
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    this.bytes += frame.end - frame.start;
  }

  shift(): Frame | undefined {
    const frame = this.frames.shift();
    if (frame) this.bytes -= frame.end - frame.start;
    return frame;
  }

  clear(): void {
    this.frames = [];
    this.bytes = 0;
  }
}
