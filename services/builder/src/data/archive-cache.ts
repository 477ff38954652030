import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { METRICS, type Registry } from '@unitfleet/observability';
import { Counter } from 'prom-client';
import { BUILDER_SETTINGS, type BuilderSettings } from '../settings';
import { Turns } from './turns';

const FOLDER = '.archives';
const MIB = 1_024 * 1_024;
const READ_BYTES = 256 * 1_024;
/** Each keeps a file open, and every Unit has its own: small ones would take all files that a process may open. */
const MAX_ARCHIVES = 1_000;

export interface CachedArchive {
  readonly size: number;
  /** To be read once, to its end or left by `break`. */
  readonly content: AsyncIterable<Uint8Array>;
}

interface Slot {
  readonly written: Promise<{ file: FileHandle; size: number }>;
  /** Who reads it, or waits for it. */
  users: number;
  /** Bytes; null while it is being built. */
  size: number | null;
  isEvicted: boolean;
}

/**
 * Archives on disk, the last asked for, up to `BUILDER_ARCHIVE_CACHE_SIZE` and not too many. Those who ask for one that is being built
 * share it, and few are built at once. An archive holds a Unit's secrets: its file has no name once it is open, so that
 * nobody else meets it and the system takes it back however the process ends; no half file is ever found.
 */
@Injectable()
export class ArchiveCache implements OnApplicationShutdown {
  private readonly folder: string;
  private readonly limitBytes: number;
  private readonly turns: Turns;
  /** In the order of their last use. */
  private readonly slots = new Map<string, Slot>();
  private bytes = 0;
  private readonly asked: Counter<'outcome'>;

  constructor(@Inject(BUILDER_SETTINGS) settings: BuilderSettings, @Inject(METRICS) metrics: Registry) {
    this.folder = join(resolve(settings.PU_SAVE_REPO_PATH), FOLDER);
    this.limitBytes = settings.BUILDER_ARCHIVE_CACHE_SIZE * MIB;
    this.turns = new Turns(settings.BUILDER_ARCHIVE_CONCURRENCY);
    this.asked = new Counter({
      name: 'builder_archives_total',
      help: 'Firmware archives asked for: built, or found built or being built already',
      labelNames: ['outcome'],
      registers: [metrics],
    });
  }

  /** The archive of this key; `build` gives its bytes when it is not there. What `build` throws is thrown. */
  async take(key: string, build: () => AsyncIterable<Uint8Array>): Promise<CachedArchive> {
    const known = this.slots.get(key);
    this.asked.inc({ outcome: known ? 'found' : 'built' });
    const slot = known ?? {
      written: this.turns.take(() => this.write(build)),
      users: 0,
      size: null,
      isEvicted: false,
    };
    this.slots.delete(key);
    this.slots.set(key, slot);
    slot.users += 1;
    try {
      const { file, size } = await slot.written;
      if (slot.size === null) this.keep(slot, size);
      return { size, content: this.read(slot, file, size) };
    } catch (error) {
      slot.users -= 1;
      if (this.slots.get(key) === slot) this.slots.delete(key);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const kept = [...this.slots].filter(([, { size }]) => size !== null);
    await Promise.all(kept.map(([key, slot]) => this.evict(key, slot, slot.size!)));
  }

  private async write(build: () => AsyncIterable<Uint8Array>): Promise<{ file: FileHandle; size: number }> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID());
    const file = await open(path, 'wx+', 0o600);
    try {
      await rm(path, { force: true });
      let size = 0;
      for await (const part of build()) {
        await file.writeFile(part);
        size += part.length;
      }
      return { file, size };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Counts a new one, and lets go of those that were asked for longest ago. */
  private keep(slot: Slot, size: number): void {
    slot.size = size;
    this.bytes += size;
    for (const [key, oldest] of this.slots) {
      if (this.bytes <= this.limitBytes && this.slots.size <= MAX_ARCHIVES) return;
      if (oldest.size !== null) void this.evict(key, oldest, oldest.size);
    }
  }

  private async evict(key: string, slot: Slot, size: number): Promise<void> {
    this.slots.delete(key);
    this.bytes -= size;
    slot.isEvicted = true;
    await this.closeIfUnused(slot);
  }

  private async *read(slot: Slot, file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
    try {
      for (let position = 0; position < size;) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, position);
        if (bytesRead === 0) throw new Error('the archive became shorter');
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      slot.users -= 1;
      await this.closeIfUnused(slot);
    }
  }

  private async closeIfUnused(slot: Slot): Promise<void> {
    if (slot.isEvicted && slot.users === 0) await (await slot.written).file.close();
  }
}
