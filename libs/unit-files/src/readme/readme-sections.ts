import {
  cellText,
  codeCell,
  firstCellText,
  lineText,
  link,
  numbered,
  openingText,
  safeUrl,
  table,
} from './markdown';
import { isSection, readmeError, type TomlDocument, type TomlSection, type TomlValue } from './toml-document';
import { asText, stringOf, stringsOf } from './toml-values';

const titled = (title: string, block: string): string[] => (block ? [`## ${title}`, block] : []);

const textAt = (section: TomlSection, key: string, place: string): string =>
  Object.hasOwn(section, key) ? stringOf(section[key] as TomlValue, `${place}.${key}`).trim() : '';

const valueAt = (section: TomlSection | undefined, key: string): TomlValue | undefined =>
  section && Object.hasOwn(section, key) ? section[key] : undefined;

/** A preview that leads to the video; of several the first. Both addresses are needed. */
export const videoBlocks = (document: TomlDocument): string[] => {
  const given = valueAt(document.section('video'), 'video');
  const video = Array.isArray(given) ? given[0] : given;
  if (video === undefined) return [];
  if (!isSection(video)) throw readmeError('video.video must be a table of preview and link');
  const preview = safeUrl(textAt(video, 'preview', 'video'));
  const target = safeUrl(textAt(video, 'link', 'video'));
  return titled('Video', preview && target ? `[![video](${preview})](${target})` : '');
};

const image = (url: string): string | null => {
  const source = safeUrl(url);
  return source && `<div align="center"><img align="center" src="${source}"></div>`;
};

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

export const imagesBlocks = (document: TomlDocument): string[] =>
  document.entries('images').flatMap(([key, value]) => {
    const urls = typeof value === 'string' ? [value] : stringsOf(value, `images.${key}`);
    const images = urls.flatMap((url) => image(url) ?? []);
    const title = key.trimStart().startsWith('#') ? lineText(key) : `## ${lineText(capitalized(key.trim()))}`;
    return images.length > 0 ? [title, images.join('\n')] : [];
  });

/** Rows without a link are left out. */
export const modelsBlocks = (document: TomlDocument): string[] => {
  const models = valueAt(document.section('models'), 'models') ?? [];
  if (!Array.isArray(models)) throw readmeError('models.models must be a list of tables');
  const rows = models.flatMap((model) => {
    if (!isSection(model)) throw readmeError('models.models must be a list of tables');
    const [version = '', description = '', url = ''] = ['version', 'description', 'link'].map((key) =>
      textAt(model, key, 'models.models'),
    );
    return safeUrl(url) === null ? [] : [[firstCellText(version), cellText(description), link('link', url)]];
  });
  return titled('Models', rows.length > 0 ? table(['Version', 'Description', 'Link'], rows) : '');
};

export const filesBlocks = (document: TomlDocument): string[] => {
  const files = document
    .entries('files')
    .map(([name, url]) => [name, stringOf(url, `files.${name}`)] as const)
    .filter(([, url]) => url.trim() !== '');
  return titled('Files', numbered(files.map(([name, url]) => link(name, url))));
};

/** A section whose keys are names of something and whose values say what that is. */
export const keyTableBlocks = (
  document: TomlDocument,
  name: string,
  { title, column }: { readonly title: string; readonly column: string },
): string[] => {
  const rows = document.entries(name).map(([key, value]) => [codeCell(key), cellText(asText(value))]);
  return titled(title, rows.length > 0 ? table([column, 'Description'], rows) : '');
};

export const stepsBlocks = (document: TomlDocument, name: string, title: string): string[] => {
  const steps = stringsOf(valueAt(document.section(name), 'steps') ?? [], `${name}.steps`);
  return titled(title, numbered(steps.map((step) => openingText(lineText(step)))));
};
