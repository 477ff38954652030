import { SchemaDocument } from '../schema/schema-document';
import { EnvObject } from '../env/parse-env';
import { toDeviceJson } from '../json/device-json';
import { ArchiveEntries, ArchiveEntry, compareArchivePaths, REGULAR_MODE } from './archive-entry';

/** The two files that make an archive this Unit's (`docs/protocol/device.md 5.2`): all there is of a compilable Repo. */
export const generatedFiles = (env: EnvObject, schema: SchemaDocument): ArchiveEntry[] => [
  { path: 'env.json', mode: REGULAR_MODE, content: Buffer.from(toDeviceJson(env), 'latin1') },
  { path: 'schema.json', mode: REGULAR_MODE, content: Buffer.from(toDeviceJson(schema), 'latin1') },
];

/**
 * A repository's files with others put among them in archive order. `added`, itself in archive order, wins over files
 * and folders of the same name.
 */
export async function* withFiles(
  repository: ArchiveEntries,
  added: readonly ArchiveEntry[],
): AsyncGenerator<ArchiveEntry> {
  const waiting = [...added];
  for await (const entry of repository) {
    while (waiting[0] !== undefined && compareArchivePaths(waiting[0].path, entry.path) < 0) {
      yield waiting.shift() as ArchiveEntry;
    }
    const isReplaced = added.some(({ path }) => entry.path === path || entry.path.startsWith(`${path}/`));
    if (!isReplaced) yield entry;
  }
  yield* waiting;
}
