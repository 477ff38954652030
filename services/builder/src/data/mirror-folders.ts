import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { BUILDER_SETTINGS, type BuilderSettings } from '../settings';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Bytes of all files below a folder; what vanishes meanwhile does not count. */
export const folderSize = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return folderSize(path);
      return (await lstat(path).catch(() => null))?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

/**
 * Where mirrors lie: `<root>/<registry>/<generation>`. A generation is a bare repository that never changes once it is
 * complete, so that readers need no lock, and a fetch that was killed leaves nothing that anybody reads.
 */
@Injectable()
export class MirrorFolders {
  private readonly root: string;

  constructor(@Inject(BUILDER_SETTINGS) settings: BuilderSettings) {
    this.root = resolve(settings.PU_SAVE_REPO_PATH);
  }

  pathOf(registryUuid: string, generation: string): string {
    return join(this.root, registryUuid, generation);
  }

  has(registryUuid: string, generation: string): boolean {
    return this.isThere(this.pathOf(registryUuid, generation));
  }

  isThere(path: string): boolean {
    return existsSync(join(path, 'HEAD'));
  }

  /** Makes the folder of a new generation. */
  async create(registryUuid: string): Promise<{ generation: string; path: string }> {
    const generation = randomUUID();
    const path = this.pathOf(registryUuid, generation);
    await mkdir(path, { recursive: true });
    return { generation, path };
  }

  /** Removes all generations but these: older ones, and what a killed fetch left. */
  async keepOnly(registryUuid: string, generations: readonly (string | null)[]): Promise<void> {
    const folder = join(this.root, registryUuid);
    const found = await readdir(folder).catch(() => []);
    const others = found.filter((name) => !generations.includes(name));
    await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  }

  /** Removes a generation that nobody is going to read. */
  async discard(registryUuid: string, generation: string): Promise<void> {
    await rm(this.pathOf(registryUuid, generation), { recursive: true, force: true });
  }

  async remove(registryUuid: string): Promise<void> {
    await rm(join(this.root, registryUuid), { recursive: true, force: true });
  }

  /** Registries that have a folder. */
  async registries(): Promise<string[]> {
    await mkdir(this.root, { recursive: true });
    return (await readdir(this.root)).filter((name) => UUID.test(name));
  }
}
