import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@unitfleet/testing';
import { Registry } from 'prom-client';
import { ArchiveCache } from '../src/data/archive-cache';
import { builderSettings } from '../src/settings';

it('holds no more files open than a process may', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unitfleet-archives-'));
  const settings = builderSettings.parse({ DATABASE_URL: 'postgres://unused', PU_SAVE_REPO_PATH: folder });
  const cache = new ArchiveCache(settings, new Registry());
  const archive = async function* (text: string) {
    yield Buffer.from(text);
  };
  const read = async (name: string): Promise<string> => {
    const parts: Uint8Array[] = [];
    for await (const part of (await cache.take(name, () => archive(name))).content) parts.push(part);
    return Buffer.concat(parts).toString();
  };
  for (let unit = 0; unit < 1_200; unit += 1) expect(await read(`unit ${unit}`)).toBe(`unit ${unit}`);
  // Those that had to go are being closed.
  await eventually(async () => {
    const links = (await readdir('/proc/self/fd')).map((one) =>
      readlink(`/proc/self/fd/${one}`).catch(() => ''),
    );
    const held = (await Promise.all(links)).filter((path) => path.startsWith(folder));
    expect(held).toHaveLength(1_000);
  });
  await cache.onApplicationShutdown();
  await rm(folder, { recursive: true });
});
