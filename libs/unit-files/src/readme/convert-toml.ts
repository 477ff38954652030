import { isDomainError } from '@unitfleet/contracts';
import { generalBlocks } from './general-section';
import {
  filesBlocks,
  imagesBlocks,
  keyTableBlocks,
  modelsBlocks,
  stepsBlocks,
  videoBlocks,
} from './readme-sections';
import { readmeError, TomlDocument } from './toml-document';

const sectionsOf = (document: TomlDocument): string[] => [
  ...generalBlocks(document),
  ...videoBlocks(document),
  ...imagesBlocks(document),
  ...modelsBlocks(document),
  ...filesBlocks(document),
  ...keyTableBlocks(document, 'physical_io', { title: 'Physical IO', column: 'Key' }),
  ...keyTableBlocks(document, 'env_description', {
    title: 'Env variable assignment',
    column: 'Variable',
  }),
  ...keyTableBlocks(document, 'topic_assignment', {
    title: 'Assignment of Device Topics',
    column: 'Topic',
  }),
  ...stepsBlocks(document, 'work_algorithm', 'Work algorithm'),
  ...stepsBlocks(document, 'installation', 'Installation'),
];

/**
 * The README of a device's repository, made of the bytes of its `pepeunit.toml` (`docs/protocol/rest-graphql.md 4.11`,
 * `docs/protocol/device.md 3.3`). Foreign texts cannot leave their place in it. Throws ReadmeGeneration (422 code 16)
 * for a file that is too long, no UTF-8 or no TOML, and for values that are too long or of another kind.
 */
export const tomlToReadme = (bytes: Uint8Array): string => {
  try {
    return `${sectionsOf(TomlDocument.read(bytes)).join('\n\n').trimEnd()}\n`;
  } catch (cause) {
    if (isDomainError(cause)) throw cause;
    if (cause instanceof RangeError) throw readmeError('The file is nested too deeply', cause);
    throw cause;
  }
};
