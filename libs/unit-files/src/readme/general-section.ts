import { author, cellText, codeCell, firstCellText, lineText, link, table } from './markdown';
import { isSection, readmeError, type TomlDocument, type TomlSection, type TomlValue } from './toml-document';
import { asText, stringOf } from './toml-values';

const LABELS: ReadonlyMap<string, string> = new Map([
  ['description', 'Description'],
  ['language', 'Lang'],
  ['hardware', 'Hardware'],
  ['firmware', 'Firmware'],
  ['stack', 'Stack'],
  ['version', 'Version'],
  ['license', 'License'],
  ['authors', 'Authors'],
]);

/** Characters of a trimmed text. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['name', 50],
  ['description', 400],
  ['language', 50],
  ['version', 30],
  ['license', 50],
]);

const LISTS: ReadonlySet<string> = new Set(['hardware', 'firmware', 'stack', 'authors']);
const MAX_ITEMS = 30;

const checkLength = (key: string, value: TomlValue): void => {
  const limit = LENGTHS.get(key);
  if (limit !== undefined && [...stringOf(value, `general.${key}`).trim()].length > limit)
    throw readmeError(`general.${key} has more than ${limit} characters`);
};

const itemsOf = (key: string, value: TomlValue): TomlValue[] => {
  if (!Array.isArray(value)) throw readmeError(`general.${key} must be a list`);
  if (value.length > MAX_ITEMS) throw readmeError(`general.${key} has more than ${MAX_ITEMS} items`);
  return value;
};

const field = (table: TomlSection, key: string, place: string): string =>
  Object.hasOwn(table, key) ? stringOf(table[key] as TomlValue, `${place}.${key}`).trim() : '';

/** A name as inline code, a table as a link or what it has of one. */
const item = (value: TomlValue, place: string): string => {
  if (typeof value === 'string') return codeCell(value);
  if (!isSection(value)) throw readmeError(`${place} must be a text or a table of name and link`);
  const name = field(value, 'name', place);
  const target = field(value, 'link', place);
  if (target) return link(name || target, target);
  return name ? cellText(name) : cellText(asText(value));
};

const authorOf = (value: TomlValue): string => {
  if (!isSection(value)) throw readmeError('An author must be a table of name and email');
  return author(field(value, 'name', 'authors'), field(value, 'email', 'authors'));
};

const isList = (value: TomlValue): value is TomlValue[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' || isSection(one));

const cellOf = (key: string, value: TomlValue): string => {
  const place = `general.${key}`;
  const joined = (cells: string[]): string => cells.filter((cell) => cell !== '').join(', ');
  if (key === 'authors') return joined(itemsOf(key, value).map(authorOf));
  if (LISTS.has(key)) return joined(itemsOf(key, value).map((one) => item(one, place)));
  checkLength(key, value);
  if (key === 'language') return codeCell(stringOf(value, place));
  return isList(value) ? joined(value.map((one) => item(one, place))) : cellText(asText(value));
};

/** The heading, and a table of all that is general about the device. */
export const generalBlocks = (document: TomlDocument): string[] => {
  const rows: string[][] = [];
  let heading = '';
  for (const [key, value] of document.entries('general')) {
    if (key === 'name') {
      checkLength(key, value);
      heading = lineText(stringOf(value, 'general.name'));
      continue;
    }
    const cell = cellOf(key, value);
    if (cell !== '') rows.push([firstCellText(LABELS.get(key) ?? key), cell]);
  }
  return [
    ...(heading ? [`# ${heading}`] : []),
    ...(rows.length > 0 ? [table(['Parameter', 'Implementation'], rows)] : []),
  ];
};
