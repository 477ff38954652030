import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EventDefinition } from '@unitfleet/contracts';
import type { GeneratedFile } from './generated-file';
import { EVENTS_FOLDER, WORKSPACE } from './workspace';

const SUFFIX = '.event.ts';

/** One file of the folder: what it exports and where it is. */
export interface EventFile {
  /** Without the ending, relative to the folder: `units/unit-created.event`. */
  readonly module: string;
  readonly exportName: string;
  readonly event: EventDefinition;
}

const camelCase = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/**
 * Loads every event of a service's folder, in the order of names.
 *
 * @throws Error for a file that does not export an event of the file's own name.
 */
export const readEventFolder = (folder = join(WORKSPACE, EVENTS_FOLDER)): EventFile[] => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith(SUFFIX))
    .sort()
    .map((path) => {
      const exportName = camelCase(basename(path, SUFFIX));
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found at run time
      const event = (require(join(folder, path)) as Record<string, EventDefinition>)[exportName];
      if (!event) throw new Error(`${path} exports no event named ${exportName}`);
      return { module: path.slice(0, -'.ts'.length), exportName, event };
    });
};

const HEADER = '// Written by `npm run gen` from the files of this folder.\n';

/** The folder's public list and its catalogue. */
export const eventIndexFiles = (files: readonly EventFile[]): GeneratedFile[] => {
  const exports = files.map(({ module }) => `export * from './${module}';`);
  const imports = files.map(({ module, exportName }) => `import { ${exportName} } from './${module}';`);
  const catalogue = [
    HEADER,
    `import type { EventDefinition } from './define-event';`,
    ...imports,
    '',
    '/** Every event of the fleet, in the order of its folder. */',
    'export const EVENT_CATALOGUE: readonly EventDefinition[] = [',
    ...files.map(({ exportName }) => `${exportName},`),
    '];',
  ];
  return [
    { path: `${EVENTS_FOLDER}/index.ts`, content: [HEADER, ...exports, ''].join('\n') },
    { path: `${EVENTS_FOLDER}/catalogue.ts`, content: catalogue.join('\n') },
  ];
};
